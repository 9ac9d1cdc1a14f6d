import type { Options } from '@blobscribe/core/options';
import { type Prompts, promptsSchema } from '@blobscribe/core/prompt-document';
import type { Scene } from '@blobscribe/core/scene';
import { findGrammarFaults } from './grammar-faults.ts';
import { findLimitFaults } from './limit-faults.ts';
import { findSyntaxFaults } from './syntax-faults.ts';
import { faultsOf, type Violation } from './violation.ts';
import { splitWords, wordsOf } from './words-of.ts';

/** One text of one target, its quotations and the client's own words apart. */
export type Rendering = {
  readonly target: string;
  /** As the client reads it. */
  readonly whole: string;
  /** Without the parameters of Midjourney and without the client's trigger word, prefix and suffix. */
  readonly own: string;
};

/** In lower case only: with a capital it may be a name. */
const GENDERED =
  /(?<![\p{L}\p{M}-])(man|men|woman|women|boys?|girls?|he|she|his|hers?|him|himself|herself)\b(?!-)/u;

/** What is wrong with the prompts of a scene, each with its target; nothing is known of how they were made. */
export function findViolations(scene: Scene, options: Options, prompts: Prompts): Violation[] {
  if (!promptsSchema.safeParse(prompts).success) {
    return faultsOf('form', ['the prompts break their schema']);
  }
  const known = wordsOf(scene, options);
  const faulty = listRenderings(prompts, options).flatMap((rendering) => {
    const unknown = splitWords(rendering.own).filter((word) => !known.has(word));
    const gendered = options.genderNeutral && GENDERED.test(withoutQuotations(rendering.own));
    const faults = [
      ...faultsOf(
        'untraceable',
        unknown.map((word) => `"${word}" comes from nowhere`),
      ),
      ...faultsOf('limits', findLimitFaults(rendering, options)),
      ...faultsOf('syntax', findSyntaxFaults(rendering, scene, options)),
      ...findGrammarFaults(rendering),
      ...faultsOf('form', gendered ? ['a gender'] : []),
    ];
    const { target, whole } = rendering;
    return faults.map(({ check, what }) => ({
      check,
      what: `${target}: ${what}: ${whole.slice(0, 300)}`,
    }));
  });
  return [...faultsOf('form', findClientFaults(prompts, options)), ...faulty];
}

function withoutQuotations(text: string): string {
  return text.replace(/“[^“”]*”/g, '');
}

function listRenderings(prompts: Prompts, options: Options): Rendering[] {
  const { sdxl, tags, ...texts } = prompts;
  const plain = Object.entries(texts).flatMap(([target, whole]) =>
    whole === undefined ? [] : [{ target, whole, own: ownWords(target, whole, options) }],
  );
  const others = tags?.slice(options.triggerWord ? 1 : 0) ?? [];
  return [
    ...plain,
    ...(sdxl ? [{ target: 'sdxl', whole: sdxl.positive, own: sdxl.positive }] : []),
    ...(sdxl ? [{ target: 'sdxl-negative', whole: sdxl.negative, own: sdxl.negative }] : []),
    ...(tags ? [{ target: 'tags', whole: tags.join(', '), own: others.join(', ') }] : []),
  ];
}

/** The client's own words stand where they belong, letter by letter. */
function findClientFaults({ caption, tags }: Prompts, options: Options): string[] {
  const [trigger, prefix, suffix] = [options.triggerWord, options.prefix, options.suffix].map(
    (words) => words?.trim() ?? '',
  );
  const start = [trigger ? `${trigger},` : '', prefix].filter((words) => words).join(' ');
  return [
    ...(tags && trigger && tags[0] !== trigger ? ['tags: the trigger word is not the first'] : []),
    ...(caption?.startsWith(start) === false ? [`caption: it does not start with "${start}"`] : []),
    ...(caption?.endsWith(suffix || '.') === false
      ? [`caption: it does not end with "${suffix}"`]
      : []),
  ];
}

/** What is not the client's to answer for: a caption without the words that were asked for as they are. */
function ownWords(target: string, whole: string, options: Options): string {
  if (target === 'midjourney') return whole.replace(/ --ar \d+:\d+$/, '');
  if (target !== 'caption') return whole;
  const { triggerWord = '', prefix = '', suffix = '' } = options;
  const afterTrigger = whole.slice(triggerWord.trim() === '' ? 0 : triggerWord.trim().length + 1);
  const afterPrefix = afterTrigger.trim().slice(prefix.trim().length).trim();
  const own = suffix.trim() === '' ? afterPrefix : afterPrefix.slice(0, -suffix.trim().length);
  return own.trim().replace(/,$/, '');
}
