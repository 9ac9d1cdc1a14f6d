import type { Options } from '../options.ts';
import { fit, withinWords } from './fit.ts';
import { buildKeywords } from './keywords.ts';
import { type Phrase, textsOf } from './phrases.ts';

/** CLIP reads 75 tokens; such phrases take up to 1.8 a word, f-numbers and commas included. */
const MAX_WORDS = 38;

/** What nobody wants, whatever the picture. */
const ALWAYS_UNWANTED = ['low quality', 'watermark'];

export function renderSdxl(
  phrases: readonly Phrase[],
  options: Options,
): { positive: string; negative: string } {
  const positive = fit(phrases, buildKeywords, withinWords(MAX_WORDS, options));
  return { positive, negative: renderNegative(phrases, withinWords(MAX_WORDS, options)) };
}

/** The opposite of what the scene says, and nothing else of one's own. */
function renderNegative(phrases: readonly Phrase[], fits: (text: string) => boolean): string {
  const unwanted = [...opposites(phrases), ...ALWAYS_UNWANTED];
  while (unwanted.length > 1 && !fits(unwanted.join(', '))) unwanted.pop();
  return unwanted.join(', ');
}

function opposites(phrases: readonly Phrase[]): string[] {
  const medium = textsOf(phrases, 'medium').join(' ');
  const layout = textsOf(phrases, 'composition').join(' ');
  return [
    ...(/photograph/.test(medium) ? ['illustration', 'drawing', '3d render'] : []),
    ...(/illustration|drawing|art/.test(medium) ? ['photograph', 'photorealistic'] : []),
    ...(/black-and-white/.test(medium) ? ['colour'] : []),
    ...(/blur|soft|shallow/.test(layout) ? [] : ['blurry']),
  ];
}
