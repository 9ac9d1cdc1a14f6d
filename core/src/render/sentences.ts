import { capitalise, joinList, uncapitalise, withArticle } from './grammar.ts';
import { type Phrase, textsOf } from './phrases.ts';

/** Up to four sentences: what and in which light; layout and mood; things and text; camera. */
export function buildSentences(phrases: readonly Phrase[]): string {
  return [
    buildLead(phrases),
    listSentence([...textsOf(phrases, 'composition'), ...textsOf(phrases, 'mood')]),
    objectSentence(phrases),
    cameraSentence(phrases),
  ]
    .filter((sentence) => sentence !== '')
    .map((sentence) => `${capitalise(sentence)}.`)
    .join(' ');
}

/** "a landscape-format photograph in navy and orange, with high contrast", after the subject if there is one. */
export function buildLead(phrases: readonly Phrase[]): string {
  const [subject] = textsOf(phrases, 'subject');
  const [setting] = textsOf(phrases, 'setting');
  const parts = [
    subject ? uncapitalise(subject) + placeOf(setting) : '',
    buildMedium(phrases) + (subject ? '' : placeOf(setting)),
    withList(textsOf(phrases, 'lighting')),
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

/** " in a kitchen"; a setting that is no place with an article stands after a comma. */
function placeOf(setting: string | undefined): string {
  if (!setting) return '';
  const place = uncapitalise(setting);
  if (/^(in|on|at|by|near|under|inside|outside|beside|against|above|below|among) /.test(place)) {
    return ` ${place}`;
  }
  return /^(an?|the) /.test(place) ? ` in ${place}` : `, ${place}`;
}

function withList(items: readonly string[]): string {
  return items.length === 0 ? '' : `with ${joinList(items)}`;
}

function listSentence(items: readonly string[]): string {
  return joinList(items);
}

function objectSentence(phrases: readonly Phrase[]): string {
  const things = textsOf(phrases, 'object').map((thing) =>
    /^\d/.test(thing) ? thing : withArticle(thing),
  );
  const [text] = textsOf(phrases, 'text');
  const words = text ? `the words “${text}”` : '';
  const shown = joinList([...things, words].filter((part) => part !== ''));
  return shown === '' ? '' : `with ${shown}`;
}

function cameraSentence(phrases: readonly Phrase[]): string {
  const [first, ...rest] = textsOf(phrases, 'camera');
  if (!first) return '';
  return `shot with ${[/^(f\/|\d+\/|ISO|wide|flash)/.test(first) ? first : withArticle(first), ...rest].join(', ')}`;
}
