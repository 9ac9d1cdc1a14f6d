import type { Options } from '../options.ts';
import { fitsClipTokens } from './clip/clip-tokens.ts';
import { fit, withinWords } from './fit.ts';
import { buildKeywords } from './keywords.ts';
import { type Phrase, textsOf, without } from './phrases/phrases.ts';
import type { Material } from './phrases/rank-phrases.ts';
import { withoutKnownDetails } from './phrases/repetition.ts';

/** CLIP reads 77 tokens, of which the first and the last are its own. */
const MAX_TOKENS = 75;

/** What nobody wants, whatever the picture. */
const ALWAYS_UNWANTED = ['low quality', 'watermark'];

/** Comma phrases; words in the picture are left out, which the model cannot spell. */
export function renderSdxl(
  { phrases }: Material,
  options: Options,
): { positive: string; negative: string } {
  const withinClient = withinWords(Number.POSITIVE_INFINITY, options);
  const fits = (text: string) => withinClient(text) && fitsClipTokens(text, MAX_TOKENS);
  const spoken = withoutKnownDetails(without(phrases, 'text', 'excerpt'))
    .filter(({ quoted }) => !quoted)
    .map(uncommented);
  return { positive: fit(spoken, buildKeywords, fits), negative: renderNegative(phrases, fits) };
}

/** "#1" is harmless elsewhere; A1111 takes what follows a "#" for a comment. */
function uncommented(phrase: Phrase): Phrase {
  return { ...phrase, text: phrase.text.replaceAll('#', '') };
}

/** The opposite of what the scene says, and nothing else of one's own. */
function renderNegative(phrases: readonly Phrase[], fits: (text: string) => boolean): string {
  let kept: readonly string[] = [];
  for (const phrase of [...opposites(phrases), ...ALWAYS_UNWANTED]) {
    if (fits([...kept, phrase].join(', '))) kept = [...kept, phrase];
  }
  return kept.join(', ');
}

function opposites(phrases: readonly Phrase[]): string[] {
  const medium = [...textsOf(phrases, 'medium'), ...textsOf(phrases, 'style')].join(' ');
  const focus = [...textsOf(phrases, 'composition'), ...textsOf(phrases, 'camera')].join(' ');
  return [
    ...(/photograph/.test(medium) ? ['illustration', 'drawing', '3d render'] : []),
    ...(/illustration|drawing|art|painting|sketch/.test(medium)
      ? ['photograph', 'photorealistic']
      : []),
    ...(/black-and-white/.test(medium) ? ['colour'] : []),
    ...(/blur|soft|shallow|bokeh/.test(focus) ? [] : ['blurry']),
  ];
}
