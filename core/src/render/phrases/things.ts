import type { Scene } from '../../scene.ts';
import { withArticle, withoutArticle } from '../language/articles.ts';
import { countOf } from '../language/plurals.ts';
import { isPeopleName } from './people-words.ts';
import { type Candidate, type Phrase, type Say, weigh } from './phrases.ts';

/** Tags too general to be drawn: whoever reads "furniture" sees nothing. They stay tags. */
const GENERAL = new Set(
  (
    'clothing,furniture,indoor,outdoor,indoors,outdoors,text,font,design,human face,face,footwear,' +
    'electronics,electronic device,object,material,product,still life photography,photography,screenshot,' +
    'animal,mammal,photograph,picture,image,photo,graphic,graphics,black and white,wall,floor,ground,no person'
  ).split(','),
);

/** How many people are seen, however it was found out. */
export function peoplePhrase({ people, objects }: Scene): Phrase[] {
  if (people) return weigh('people', [peopleOf(people.value, people.confidence)]);
  const found = (objects?.value ?? []).filter(({ name }) => /^(person|people|human)$/i.test(name));
  const count = found.reduce((sum, thing) => sum + thing.count, 0);
  const [first] = found;
  if (!first || !objects) return [];
  return weigh('people', [peopleOf(count, first.confidence ?? objects.confidence)]);
}

function peopleOf(count: number, confidence: number): Candidate {
  const text = countOf('person', count);
  return { text, prose: count === 1 ? 'a person' : text, confidence, count };
}

/** The things of the picture, those of one name together; people are counted for themselves. */
export function objectPhrases({ objects, people }: Scene, say: Say): Phrase[] {
  if (!objects) return [];
  const things = new Map<string, { count: number; confidence: number }>();
  for (const { name, count, confidence = objects.confidence } of objects.value) {
    const called = say(withoutArticle(say(name))).replace(/^[A-Z](?=[a-z])/, (first) =>
      first.toLowerCase(),
    );
    if (/^(person|people|human)$/.test(called) || (people && isPeopleName(called))) continue;
    const before = things.get(called);
    things.set(called, {
      count: (before?.count ?? 0) + count,
      confidence: Math.max(before?.confidence ?? 0, confidence),
    });
  }
  const candidates = [...things].map(([name, { count, confidence }]) => {
    const text = name === '' ? '' : countOf(name, count);
    return { text, prose: count === 1 ? withArticle(text) : text, tag: name, confidence };
  });
  return weigh('object', candidates);
}

export function tagPhrases({ tags }: Scene, say: Say): Phrase[] {
  const named = (tags?.value ?? []).map(({ name, confidence }) => ({
    text: say(name),
    confidence,
  }));
  return weigh('tag', named);
}

/** Whether a tag alone gives somebody something to see. */
export function isTelling({ text }: Phrase): boolean {
  return !GENERAL.has(text.toLowerCase()) && !isPeopleName(text);
}
