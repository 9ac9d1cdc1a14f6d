import { areaOf, type Box } from '../../box.ts';
import type { Evidence } from '../../vision.ts';
import { textEntry } from '../../words/read-text.ts';
import type { Words } from '../read/read-words.ts';
import type { Claim } from './find-claims.ts';
import { findPosture } from './find-posture.ts';
import { findSubject, type Persons } from './find-subject.ts';
import type { Found } from './interpret.ts';
import { groupThings } from './name-things.ts';
import { spokenName } from './spoken-names.ts';

/** Where the middle of the subject must lie, in parts of the width. */
const SIDE = 0.36;
const CENTRE = 0.06;
/** A subject wider than this is nowhere in particular. */
const WIDE_SUBJECT = 0.6;
/** Of the picture's area. */
const TINY = 0.01;

/** The scene's slots for what was found and read. */
export function evidenceOf(found: Found, words: readonly Words[]): Evidence {
  const { things, persons } = found;
  // A sign is what the picture is of, not who stands far behind it.
  const near = words.length > 0 && persons && isTiny(persons) ? undefined : persons;
  return {
    ...thingsEvidence({ things, persons: near }),
    ...claimsEvidence(found, words),
    ...textEvidence(words),
  };
}

function isTiny({ claims }: Persons): boolean {
  return claims.every(({ box }) => areaOf(box) < TINY);
}

function thingsEvidence({ things, persons }: Found): Evidence {
  const claims = [...(persons?.claims ?? []), ...things];
  const subject = findSubject(things, persons);
  if (subject === undefined) return {};
  const confidence = round(Math.max(...claims.map(({ score }) => score)));
  const common = { confidence, source: 'object' as const };
  const objects = groupThings(things).map(({ name, boxes, score }) => ({
    name: spokenName(name),
    count: boxes.length,
    confidence: round(score),
  }));
  const count = persons?.people.exactly;
  const place = findPlace(claims);
  return {
    subject: { value: subject, ...common },
    ...(objects.length > 0 && { objects: { value: objects, ...common } }),
    ...(count !== undefined && { people: { value: count, ...common } }),
    ...(place && { composition: { value: [place], ...common } }),
  };
}

/** Each with its score, its box and its rule; of what is read no words, which not everybody wants to keep. */
function claimsEvidence({ things, persons }: Found, words: readonly Words[]): Evidence {
  const faces = (persons?.faces ?? []).map((face) => ({ ...face, rule: 'face-of-a-person' }));
  const posture = persons?.pose && findPosture(persons.pose);
  const poses = (persons?.claims ?? []).flatMap((person) =>
    posture ? [{ ...person, name: posture, rule: 'legs-on-both-sides' }] : [],
  );
  const lines = words.map((line) => ({ ...line, name: 'text', rule: 'read-surely' }));
  const value = [...(persons?.claims ?? []), ...faces, ...poses, ...things, ...lines].map(
    ({ name, score, box, rule }) => ({ name, score: round(score), box: roundBox(box), rule }),
  );
  if (value.length === 0) return {};
  const confidence = Math.max(...value.map(({ score }) => score));
  return { claims: { value, confidence, source: 'object' } };
}

function textEvidence(words: readonly Words[]): Evidence {
  const confidence = round(Math.min(...words.map(({ score }) => score)));
  const lines = words.map((line) => line.text);
  const text = textEntry(lines, confidence, 'model');
  return text ? { text } : {};
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
