import { pluralOf } from '../language/plurals.ts';

/** Words for one human being. */
const ONE = new Set(
  (
    'person man woman boy girl child kid baby toddler infant lady gentleman guy adult teenager human elder ' +
    'someone somebody pedestrian passenger worker player athlete runner cyclist rider biker skier surfer ' +
    'swimmer skater skateboarder snowboarder climber hiker dancer singer musician guitarist pianist drummer ' +
    'performer actor actress model artist painter photographer chef cook waiter waitress server farmer fisher ' +
    'fisherman firefighter soldier officer policeman doctor nurse teacher student scientist businessman ' +
    'businesswoman businessperson bride groom newlywed mother father parent grandmother grandfather grandparent ' +
    'son daughter brother sister sibling wife husband spouse partner friend king queen prince princess monk nun ' +
    'priest vendor tourist traveller driver pilot sailor astronaut batter pitcher catcher referee spectator'
  ).split(' '),
);
const MANY = new Set([
  ...[...ONE].map(pluralOf),
  ...'crowd group couple family team audience crew band choir orchestra army trio duo everyone'.split(
    ' ',
  ),
]);

/** Whether a thing's or tag's name is one for people. */
export function isPeopleName(name: string): boolean {
  const last = name.toLowerCase().split(' ').at(-1) ?? '';
  return ONE.has(last) || MANY.has(last);
}

/** How many people a phrase says there are; infinite where it says "people". */
export function countPeople(text: string): number {
  const words: string[] = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.some((word) => MANY.has(word))) return Number.POSITIVE_INFINITY;
  return words.filter((word) => ONE.has(word)).length;
}
