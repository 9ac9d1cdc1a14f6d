import type { Options } from '@blobscribe/core/options';
import { countClipTokens } from '@blobscribe/core/render/clip/clip-tokens';
import type { Rendering } from './violations.ts';

/** The limits of the generators and of the detail, not of our code. */
const MAX_CLIP_TOKENS = 75;
const MAX_ALT_TEXT = 125;
const MAX_GPT_IMAGE = 4000;
const MAX_WORDS: Readonly<Record<string, number>> = { flux: 80, midjourney: 44, 'alt-text': 30 };
const MAX_NATURAL_WORDS = { short: 25, normal: 60, long: 120 };
const ONE_SENTENCE = ['caption', 'alt-text'];

/** What is longer than its reader bears. */
export function findLimitFaults({ target, whole, own }: Rendering, options: Options): string[] {
  const words = countWords(whole);
  const most =
    target === 'natural' ? MAX_NATURAL_WORDS[options.detail ?? 'normal'] : MAX_WORDS[target];
  // Whatever the client allows, its own words, the parameters and one word of ours have to be there.
  const least = words - countWords(own) + 1;
  const asked = Math.max(options.maxWords ?? Number.POSITIVE_INFINITY, least);
  const sentences = countSentences(own);
  const faults: readonly (readonly [boolean, string])[] = [
    [own.trim() === '' && target !== 'tags', 'it says nothing'],
    [words > Math.max(most ?? Number.POSITIVE_INFINITY, least), `${words} words of ${most}`],
    [words > asked, `${words} words of ${asked} asked for`],
    [/^sdxl/.test(target) && countClipTokens(whole) > MAX_CLIP_TOKENS, 'more than 75 tokens'],
    [target === 'alt-text' && whole.length > MAX_ALT_TEXT, `${whole.length} characters`],
    [target === 'gpt-image' && whole.length > MAX_GPT_IMAGE, `${whole.length} characters`],
    [ONE_SENTENCE.includes(target) && sentences > 1, `${sentences} sentences`],
    [target === 'natural' && sentences > 3, `${sentences} sentences`],
  ];
  return faults.filter(([broken]) => broken).map(([, fault]) => fault);
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

function countSentences(text: string): number {
  return text
    .replace(/“[^”]*”/g, '“”')
    .split(/[.!?](?:\s|$)/)
    .filter((part) => part.trim() !== '').length;
}
