import { withArticle } from './language/articles.ts';
import { joinList, joinParts } from './language/grammar.ts';
import { type Phrase, proseOf, textsOf } from './phrases/phrases.ts';
import { placeOf } from './phrases/places.ts';

/** Pictures of things that are there to be read. */
const READ =
  /\b(signs?|poster|document|page|screenshot|label|banner|billboard|receipt|letter|cover|menu|logo|note|text|screen|slide|certificate|invoice|form|chart|diagram|newspaper|card)\b/i;

/** "a woman mending a net in a harbour"; "a street sign, reading “ONE WAY”"; nothing where nobody knows. */
export function subjectClause(phrases: readonly Phrase[]): string {
  const [subject] = textsOf(phrases, 'subject');
  const [setting] = textsOf(phrases, 'setting');
  const read = isRead(phrases) ? textsOf(phrases, 'text').map((quoted) => `reading ${quoted}`) : [];
  return subject ? joinParts([subject + placeOf(setting), ...read]) : '';
}

/** "two lamps and the words “SALE” in view": it claims no place, and needs no second "with". */
export function viewClause(phrases: readonly Phrase[]): string {
  const words = textsOf(phrases, 'text').map((quoted) => `the words ${quoted}`);
  const shown = [
    ...proseOf(phrases, 'people', 'object', 'detail'),
    ...(isRead(phrases) ? [] : words),
  ];
  return shown.length === 0 ? '' : `${joinList(shown)} in view`;
}

/** Whether the subject is there to be read: its words belong to it. */
export function isRead(phrases: readonly Phrase[]): boolean {
  return textsOf(phrases, 'subject').some((subject) => READ.test(subject));
}

/** "a landscape-format photograph in navy and orange, minimalist style"; with the place if no subject has it. */
export function mediumClause(phrases: readonly Phrase[], before = ''): string {
  const colours = colourClause(phrases, before);
  const [setting] = textsOf(phrases, 'subject').length > 0 ? [] : textsOf(phrases, 'setting');
  const drawn = [mediumNoun(phrases), colours].filter((part) => part !== '').join(' ');
  return joinParts([(drawn + placeOf(setting)).replace(/^[\s,]+/, ''), styleClause(phrases)]);
}

/** "a landscape-format photograph". */
export function mediumNoun(phrases: readonly Phrase[]): string {
  const [medium] = textsOf(phrases, 'medium');
  const [format] = textsOf(phrases, 'format');
  if (!medium) return format ?? '';
  return withArticle(format ? `${format.replace(/ format$/, '-format')} ${medium}` : medium);
}

/** The medium and its light, with one "with" at most: "…, with soft light", or "…, soft light". */
export function litClause(
  before: string,
  phrases: readonly Phrase[],
  qualities: readonly string[],
): string {
  const clause = joinParts([before, mediumClause(phrases, before)]);
  const listed = joinList(qualities);
  const plain = listed === '' || clause === '' || hasWith(clause) || hasWith(listed);
  return joinParts([clause, plain ? listed : `with ${listed}`]);
}

/** All in one sentence: the subject and what else is in view, else the medium, leads. */
export function buildSentence(phrases: readonly Phrase[], qualities: readonly string[]): string {
  const subject = subjectClause(phrases);
  const view = viewClause(phrases);
  if (subject === '') return joinParts([litClause('', phrases, qualities), view]);
  return litClause(joinParts([subject, view]), phrases, qualities);
}

/** "a calm mood": adjectives from a model; a mood that says so itself stays as it is. */
export function moodsOf(phrases: readonly Phrase[]): string[] {
  const saysSo = (mood: string) => /\b(mood|atmosphere|feel|feeling|ambience)\b/i.test(mood);
  const adjectives = textsOf(phrases, 'mood').filter((mood) => !saysSo(mood));
  const whole = textsOf(phrases, 'mood').filter(saysSo);
  return adjectives.length === 0 ? whole : [withArticle(`${adjectives.join(', ')} mood`), ...whole];
}

/** "shot with a 50 mm lens, f/2.8": an article only before a thing. */
export function cameraClause(phrases: readonly Phrase[]): string {
  const [first, ...rest] = textsOf(phrases, 'camera').map((text) => text.replace(/^with /i, ''));
  if (!first) return '';
  const tool = /(lens|camera|flash)$/.test(first) ? withArticle(first) : first;
  return `shot with ${[tool, ...rest].join(', ')}`;
}

/** "minimalist and vintage style, thick brush strokes": one word is an adjective, several stand alone. */
function styleClause(phrases: readonly Phrase[]): string {
  const styles = textsOf(phrases, 'style').map((style) => style.replace(/ style$/i, ''));
  const adjectives = styles.filter((style) => !style.includes(' '));
  const whole = styles.filter((style) => style.includes(' '));
  return joinParts([adjectives.length === 0 ? '' : `${joinList(adjectives)} style`, ...whole]);
}

/** "in navy, tan and a touch of red"; "in mostly white with grey", unless a "with" came before. */
function colourClause(phrases: readonly Phrase[], before: string): string {
  const [first, ...rest] = proseOf(phrases, 'colour');
  if (!first) return '';
  const most = first.startsWith('mostly ') && rest.length > 0 && !hasWith(before);
  return `in ${most ? `${first} with ${joinList(rest)}` : joinList([first, ...rest])}`;
}

function hasWith(text: string): boolean {
  return /\bwith\b/i.test(text);
}
