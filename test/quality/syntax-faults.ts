import type { Options } from '@blobscribe/core/options';
import type { Scene } from '@blobscribe/core/scene';
import type { Rendering } from './violations.ts';

/** Anything that some generator reads as more than words. */
const SYNTAX: readonly (readonly [RegExp, string])[] = [
  [/--|(^|\s)[-\u2010-\u2015\u2212]/, 'a parameter'],
  [/[\u2010-\u2015\u2212\u2e3a\u2e3b]/, 'a long dash'],
  [/[()[\]{}<>|\\]/, 'brackets'],
  [/::|(?<!\d):(?!\s)|\w:\w*[a-z]/i, 'a colon that weighs or loads'],
  [/[*`@_=+;^~]/, 'a mark of some syntax'],
  [/[$#](?!\d)|(?<!\d)%/, 'a variable, comment or placeholder'],
  [/\b(BREAK|AND|ADDCOMM|ADDBASE|ADDROW|ADDCOL)\b/, 'a keyword'],
  [/\p{C}|[\uff01-\uff60]/u, 'an invisible or fullwidth character'],
  [/["„‟«»]/, 'a quotation mark of somebody else'],
];
const LABEL =
  /(^|[.”] )(Also in view|In view|Written in the picture|Style|Colours|Light|Layout|Mood|Camera|Details): /g;

/** What a generator would obey, and quotations that are not closed. */
export function findSyntaxFaults(
  { target, whole, own }: Rendering,
  scene: Scene,
  options: Options,
): string[] {
  const text = target === 'gpt-image' ? own.replace(LABEL, '$1') : own;
  const faults = SYNTAX.filter(([pattern]) => pattern.test(text)).map(([, fault]) => fault);
  const quotes = own.replace(/“[^“”]*”/g, '');
  return [
    ...faults,
    ...(/[“”]/.test(quotes) ? ['an open quotation'] : []),
    ...(target.startsWith('sdxl') && own.includes('#') ? ['a comment'] : []),
    ...(options.includeText === false && own.includes('“') ? ['text that was not wanted'] : []),
    ...(target === 'midjourney' ? findMidjourneyFaults(whole, scene) : []),
  ];
}

function findMidjourneyFaults(whole: string, scene: Scene): string[] {
  const end = ` --ar ${scene.aspectRatio.value}`;
  const start = whole.slice(0, -end.length);
  return whole.endsWith(end) && !start.includes('--') ? [] : [`it does not end in "${end}" alone`];
}
