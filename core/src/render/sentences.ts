import { capitalise, joinList, uncapitalise, withArticle } from './grammar.ts';
import { type Phrase, type Slot, textsOf } from './phrases.ts';

/** Up to four sentences: what and in which light; layout and mood; things and text; camera. */
export function buildSentences(phrases: readonly Phrase[]): string {
  return [
    buildClause(phrases, ['lighting']),
    joinList([...textsOf(phrases, 'composition'), ...moods(phrases)]),
    objectSentence(phrases),
    cameraSentence(phrases),
  ]
    .filter((sentence) => sentence !== '')
    .map((sentence) => `${capitalise(sentence)}.`)
    .join(' ');
}

export function buildOneSentence(phrases: readonly Phrase[]): string {
  return `${capitalise(buildClause(phrases, ['lighting', 'composition']))}.`;
}

/** "a landscape-format photograph in navy and orange, with high contrast", after the subject if there is one. */
export function buildClause(phrases: readonly Phrase[], qualities: readonly Slot[]): string {
  const [subject] = textsOf(phrases, 'subject');
  const [setting] = textsOf(phrases, 'setting');
  const listed = joinList(qualities.flatMap((slot) => textsOf(phrases, slot)));
  const parts = [
    subject ? uncapitalise(subject) + placeOf(setting) : '',
    buildMedium(phrases) + (subject ? '' : placeOf(setting)),
    listed === '' ? '' : `with ${listed}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function buildMedium(phrases: readonly Phrase[]): string {
  const [medium] = textsOf(phrases, 'medium');
  const [format] = textsOf(phrases, 'format');
  const inColours = buildColours(phrases);
  if (!medium) return inColours;
  const noun = format ? `${format.replace(/ format$/, '')}-format ${medium}` : medium;
  return [withArticle(noun), inColours].filter((part) => part !== '').join(' ');
}

/** "in navy, tan and a touch of red"; "in mostly white with grey". */
function buildColours(phrases: readonly Phrase[]): string {
  const colours = phrases.filter(({ slot }) => slot === 'colour');
  const names = colours.map(({ text, prose }) => prose ?? text);
  const [first, ...rest] = names;
  if (!first) return '';
  const most = first.startsWith('mostly ') && rest.length > 0;
  return `in ${most ? `${first} with ${joinList(rest)}` : joinList(names)}`;
}

/** " in a kitchen", " indoors"; a setting that is no place with an article stands after a comma. */
function placeOf(setting: string | undefined): string {
  if (!setting) return '';
  const place = uncapitalise(setting);
  if (/^(indoor|outdoor)$/.test(place)) return ` ${place}s`;
  const leads =
    /^(in|on|at|by|near|under|inside|outside|indoors|outdoors|beside|against|above|below|among)\b/;
  if (leads.test(place)) return ` ${place}`;
  return /^(an?|the) /.test(place) ? ` in ${place}` : `, ${place}`;
}

/** "a calm mood": adjectives from a model; a mood that says so itself stays as it is. */
function moods(phrases: readonly Phrase[]): string[] {
  const adjectives = textsOf(phrases, 'mood').filter((mood) => !/mood|atmosphere|feel/i.test(mood));
  const whole = textsOf(phrases, 'mood').filter((mood) => !adjectives.includes(mood));
  return adjectives.length === 0 ? whole : [withArticle(`${joinList(adjectives)} mood`), ...whole];
}

function objectSentence(phrases: readonly Phrase[]): string {
  const things = textsOf(phrases, 'object').map((thing) =>
    /^\d/.test(thing) ? thing : withArticle(thing),
  );
  const [text] = textsOf(phrases, 'text');
  const shown = joinList([...things, ...(text ? [`the words “${text}”`] : [])]);
  return shown === '' ? '' : `with ${shown}`;
}

/** "shot with a 50 mm lens, f/2.8": an article only before a thing. */
function cameraSentence(phrases: readonly Phrase[]): string {
  const [first, ...rest] = textsOf(phrases, 'camera');
  if (!first) return '';
  const tool = /(lens|camera|flash)$/.test(first) ? withArticle(first) : first;
  return `shot with ${[tool, ...rest].join(', ')}`;
}
