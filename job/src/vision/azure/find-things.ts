import { type Box, overlapOf } from '../box.ts';
import type { Found } from '../layout.ts';
import { cleanName } from '../words/clean-words.ts';
import type { AzureReply } from './read-azure-reply.ts';

/** The service reports people with confidences down to 0.0017: below this it does not mean it. */
const MIN_PERSON = 0.5;
const MIN_OBJECT = 0.5;
/** So much of the smaller box in the other, and both are the same person. */
const SAME_PERSON = 0.6;
const PERSON = /^(person|people|man|men|woman|women|boy|girl|child|baby|human|pedestrian)s?$/;

type Sure = { readonly confidence: number };
export type FoundThing = Found & Sure;
export type FoundPerson = { readonly box: Box } & Sure;

/** What the detectors found and mean: people, whichever detector saw them, and other things. */
export function findThings(
  reply: AzureReply,
  rename: (name: string) => string,
): { people: FoundPerson[]; things: FoundThing[] } {
  const objects = (reply.objectsResult?.values ?? []).flatMap(({ boundingBox, tags }) => {
    const [tag] = tags;
    const name = tag ? rename(cleanName(tag.name)) : '';
    if (!tag || name === '' || tag.confidence < MIN_OBJECT) return [];
    return [{ name, box: boundingBox, confidence: tag.confidence }];
  });
  const people: FoundPerson[] = (reply.peopleResult?.values ?? [])
    .filter((person) => person.confidence >= MIN_PERSON)
    .map(({ boundingBox, confidence }) => ({ box: boundingBox, confidence }));
  for (const { name, ...person } of objects.filter((object) => PERSON.test(object.name))) {
    const isKnown = people.some(({ box }) => overlapOf(box, person.box) >= SAME_PERSON);
    if (!isKnown) people.push(person);
  }
  return { people, things: objects.filter(({ name }) => !PERSON.test(name)) };
}

export type Counted = {
  readonly name: string;
  readonly count: number;
  readonly confidence: number;
};

/** Two chairs instead of a chair and a chair, as sure as the surest of them; the surest first. */
export function countThings(things: readonly FoundThing[], most: number): Counted[] {
  const counted = new Map<string, Counted>();
  for (const { name, confidence } of things) {
    const known = counted.get(name);
    counted.set(name, {
      name,
      count: (known?.count ?? 0) + 1,
      confidence: Math.max(confidence, known?.confidence ?? 0),
    });
  }
  return [...counted.values()]
    .sort((one, other) => other.confidence - one.confidence)
    .slice(0, most);
}
