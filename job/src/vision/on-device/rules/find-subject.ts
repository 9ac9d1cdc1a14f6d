import { withArticle } from '@blobscribe/core/render/language/articles';
import { joinList } from '@blobscribe/core/render/language/grammar';
import { areaOf, type Box } from '../../box.ts';
import type { Detection } from '../detect/detection.ts';
import type { Pose } from '../detect/thunder.ts';
import type { People } from './count-people.ts';
import type { Claim } from './find-claims.ts';
import { findPosture } from './find-posture.ts';
import { findShot } from './find-shot.ts';
import { type Group, groupThings, nameGroup, nameLead, namePlaced } from './name-things.ts';
import { isLeader } from './spoken-names.ts';

/** Of the picture's area: smaller people are not what it is about, if there is a vehicle or a sign. */
const LARGE_PERSON = 0.08;
/** More things than these are a list, no sentence. */
const MOST_BESIDE = 4;

/** Who is there, as far as it is known. */
export type Persons = {
  readonly claims: readonly Claim[];
  readonly people: People;
  readonly faces: readonly Detection[];
  readonly pose?: Pose | undefined;
};

/** What the picture is of, in one phrase: "a medium shot of a person, with a cup on the left". */
export function findSubject(
  things: readonly Claim[],
  persons: Persons | undefined,
): string | undefined {
  const groups = groupThings(things);
  const leader =
    persons && isSmall(persons) ? groups.find(({ name }) => isLeader(name)) : undefined;
  if (persons && !leader) {
    return withOthers(wordPersons(persons), groups, largestOf(persons));
  }
  const [first] = groups;
  const lead = leader ?? first;
  if (!lead) return undefined;
  const rest = groups.filter((group) => group !== lead);
  return withOthers(nameLead(lead), rest, undefined, persons ? [persons.people.words] : []);
}

/** "a full-length shot of a person standing", "several people". */
function wordPersons({ claims, people, faces, pose }: Persons): string {
  if (people.othersBehind) return `${people.words}, with other people behind`;
  const [claim] = claims;
  if (people.exactly !== 1 || !claim) return people.words;
  const posture = pose && findPosture(pose);
  const person = posture ? `${people.words} ${posture}` : people.words;
  const shot = findShot(claim.box, faces[0]?.box, pose);
  return shot ? `${withArticle(shot)} of ${person}` : person;
}

function withOthers(
  lead: string,
  groups: readonly Group[],
  front: Box | undefined,
  people: readonly string[] = [],
): string {
  const others = groups.slice(0, MOST_BESIDE);
  const only = others.length === 1;
  const named = others.map((group) =>
    only || front ? namePlaced(group, front) : nameGroup(group),
  );
  const beside = [...people, ...named];
  if (beside.length === 0) return lead;
  return lead.includes(', with ')
    ? `${lead}, and ${joinList(beside)}`
    : `${lead}, with ${joinList(beside)}`;
}

function isSmall({ claims }: Persons): boolean {
  return claims.every(({ box }) => areaOf(box) < LARGE_PERSON);
}

function largestOf({ claims }: Persons): Box | undefined {
  return claims.map(({ box }) => box).sort((one, other) => areaOf(other) - areaOf(one))[0];
}
