import type { Scene } from '@blobscribe/core/scene';
import type { Box } from '../../box.ts';
import type { Evidence } from '../../vision.ts';
import type { Detection } from '../detect/detection.ts';
import type { TwoLooks } from '../detect/nanodet.ts';
import type { Pose } from '../detect/thunder.ts';
import { countPeople, findStrays, humanFaces } from './count-people.ts';
import { type Claim, findClaims } from './find-claims.ts';
import { findPosture } from './find-posture.ts';
import { findSubject, type Persons } from './find-subject.ts';
import { groupThings } from './name-things.ts';
import { spokenName } from './spoken-names.ts';

/** Where the middle of the subject must lie, in parts of the width. */
const SIDE = 0.36;
const CENTRE = 0.06;
const WIDE_SUBJECT = 0.6;

/** What the detectors saw in one picture; what nobody needed was not looked for. */
export type Sights = TwoLooks & {
  readonly faces: readonly Detection[];
  readonly pose?: Pose;
};

/** What can be said of what was seen. */
export type Found = {
  readonly things: readonly Claim[];
  readonly persons: Persons | undefined;
};

/** Applies the rules of who and what is there. */
export function interpret({ faces, pose, ...looks }: Sights): Found {
  const claims = findClaims(looks);
  const people = claims.filter(({ name }) => name === 'person');
  const things = claims.filter(({ name }) => name !== 'person');
  const boxes = people.map(({ box }) => box);
  const candidates = [...looks.plain, ...looks.mirrored].filter(({ name }) => name === 'person');
  const known = humanFaces(
    faces,
    candidates.map(({ box }) => box),
  );
  const counted = countPeople(people, known, findStrays(looks, boxes));
  return {
    things,
    persons: counted && { claims: people, people: counted, faces: known, pose },
  };
}

/** The scene's slots for what was found; each claim with its score, its box and the rule that made it one. */
export function evidenceOf({ things, persons }: Found): Evidence {
  const claims = [...(persons?.claims ?? []), ...things];
  if (claims.length === 0) return {};
  const confidence = round(Math.max(...claims.map(({ score }) => score)));
  const common = { confidence, source: 'object' as const };
  const subject = findSubject(things, persons);
  const objects = groupThings(things).map(({ name, boxes, score }) => ({
    name: spokenName(name),
    count: boxes.length,
    confidence: round(score),
  }));
  const count = persons?.people.exactly;
  const place = findPlace(claims);
  return {
    ...(subject && { subject: { value: subject, ...common } }),
    ...(objects.length > 0 && { objects: { value: objects, ...common } }),
    ...(count !== undefined && { people: { value: count, ...common } }),
    ...(place && { composition: { value: [place], ...common } }),
    claims: { value: claimsOf(claims, persons), ...common },
  };
}

function claimsOf(
  claims: readonly Claim[],
  persons: Persons | undefined,
): NonNullable<Scene['claims']>['value'] {
  const faces = (persons?.faces ?? []).map((face) => ({ ...face, rule: 'face-of-a-person' }));
  const posture = persons?.pose && findPosture(persons.pose);
  const [person] = persons?.claims ?? [];
  const poses = posture && person ? [{ ...person, name: posture, rule: 'legs-on-both-sides' }] : [];
  return [...claims, ...faces, ...poses].map(({ name, score, box, rule }) => ({
    name,
    score: round(score),
    box: roundBox(box),
    rule,
  }));
}

/** Of one subject alone: where several are, the picture has no one place. */
function findPlace(claims: readonly Claim[]): string | undefined {
  const [only, another] = claims;
  if (!only || another || only.box.w > WIDE_SUBJECT) return undefined;
  const middle = only.box.x + only.box.w / 2;
  if (middle < SIDE) return 'subject on the left';
  if (middle > 1 - SIDE) return 'subject on the right';
  return Math.abs(middle - 0.5) <= CENTRE ? 'subject in the centre' : undefined;
}

function roundBox({ x, y, w, h }: Box): Box {
  return { x: round(x), y: round(y), w: round(w), h: round(h) };
}

/** No picture is measured finer than that. */
function round(part: number): number {
  return Math.round(Math.min(1, Math.max(0, part)) * 1000) / 1000;
}
