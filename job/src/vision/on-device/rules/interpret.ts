import type { Detection } from '../detect/detection.ts';
import type { Pose } from '../detect/thunder.ts';
import { believable, countPeople, findStrays, humanFaces } from './count-people.ts';
import { type Claim, findClaims, type TwoLooks } from './find-claims.ts';
import type { Persons } from './find-subject.ts';

/** What the detectors saw in one picture; what nobody needed was not looked for. */
export type Sights = TwoLooks & {
  /** Absent until they are looked for. */
  readonly faces?: readonly Detection[];
  readonly pose?: Pose;
};

/** Who and what is there. */
export type Found = {
  readonly things: readonly Claim[];
  readonly persons: Persons | undefined;
};

/** What is believed of what was seen, less where nothing proves that a camera took the picture. */
export function interpret({ faces, pose, ...looks }: Sights, photographed: boolean): Found {
  const claims = findClaims(looks, photographed);
  const things = claims.filter(({ name }) => name !== 'person');
  const named = claims.filter(({ name }) => name === 'person');
  const human = humanFaces(faces ?? [], looks);
  const people = faces ? believable(named, human) : named;
  const boxes = people.map(({ box }) => box);
  const counted = countPeople(people, human, findStrays(looks, boxes));
  return {
    things,
    persons: counted && { claims: people, people: counted, faces: human, pose },
  };
}
