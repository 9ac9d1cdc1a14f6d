import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Options, optionsSchema } from '../options.ts';
import { promptsSchema } from '../prompt-document.ts';
import type { Scene } from '../scene.ts';
import { countWords } from './grammar.ts';
import { renderPrompts } from './render.ts';
import { textsOf } from './test-scenes.ts';

const WORDS =
  'amber boat cloud dune ember fern glade heron ivory jetty kelp lantern meadow north opal pier quay reed slate tide umber vale willow yarrow zinc'.split(
    ' ',
  );

/** Phrases that share no word, so that a repetition is the renderer's doing. */
function phrases(pool: readonly string[]): fc.Arbitrary<[string, ...string[]]> {
  return fc.shuffledSubarray([...pool], { minLength: 1, maxLength: pool.length }).map((words) => {
    const pairs = words.flatMap((word, index) =>
      index % 2 === 0 ? [[word, words[index + 1]].filter(Boolean).join(' ')] : [],
    );
    return pairs as [string, ...string[]];
  });
}

function entry<Value>(value: fc.Arbitrary<Value>) {
  return fc.record({
    value,
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    source: fc.constant('model' as const),
  });
}

function maybe<Value>(value: fc.Arbitrary<Value>) {
  return fc.option(entry(value), { nil: undefined });
}

/** Any scene of tame words. */
const scenes: fc.Arbitrary<Scene> = fc
  .record({
    medium: entry(
      fc.constantFrom('photograph', 'line drawing', 'image', 'black-and-white photograph'),
    ),
    aspectRatio: entry(fc.constantFrom('1:1', '3:2', '9:16', '21:9')),
    subject: maybe(
      fc.constantFrom('a fox', 'an old man holding a kite', 'two children', 'Big Ben'),
    ),
    setting: maybe(fc.constantFrom('a kitchen', 'on a beach', 'indoor', 'forest')),
    composition: maybe(
      fc.constantFrom(['square format'], ['portrait format', 'shallow depth of field']),
    ),
    lighting: maybe(phrases(WORDS.slice(0, 8))),
    mood: maybe(phrases(WORDS.slice(8, 12))),
    camera: maybe(phrases(WORDS.slice(12, 20))),
    palette: maybe(
      fc.constantFrom(
        [{ name: 'navy', hex: '#101838', share: 0.9 }],
        [
          { name: 'teal', hex: '#1b7f80', share: 0.5 },
          { name: 'red', hex: '#cb1f27', share: 0.02 },
        ],
      ),
    ),
    text: maybe(fc.constantFrom('SALE', 'open daily', 'one two three four five six seven')),
  })
  .map((scene) => Object.fromEntries(Object.entries(scene).filter(([, value]) => value)) as Scene);

const options: fc.Arbitrary<Options> = fc
  .record(
    {
      maxWords: fc.integer({ min: 1, max: 60 }),
      detail: fc.constantFrom('short', 'normal', 'long'),
      genderNeutral: fc.boolean(),
      includeText: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map((some) => optionsSchema.parse(some));

test('every scene and every option give tidy texts within their limits', () => {
  fc.assert(
    fc.property(scenes, options, (scene, chosen) => {
      const rendered = renderPrompts(scene, chosen);

      expect(promptsSchema.safeParse(rendered.prompts).success).toBe(true);
      expect(rendered.prompt).not.toBe('');
      for (const text of textsOf(rendered)) {
        expect(text).not.toMatch(/^[\s,.]|\s$|[,;]$|,\s*,|\s{2}|\s[,.]|\.\./);
        expect(text).not.toMatch(/\b(and|with|in|a|an|of|the|at)[.,]?$|, (and|with)\b[.,]/i);
        expect(text).not.toMatch(/\b(\w+) \1\b|undefined|null|NaN/i);
        expect(text).not.toMatch(/--/);
        if (chosen.maxWords) expect(countWords(text)).toBeLessThanOrEqual(chosen.maxWords);
      }
      expect(rendered.prompts['alt-text']?.length).toBeLessThanOrEqual(125);
      expect(countWords(rendered.prompts.flux ?? '')).toBeLessThanOrEqual(80);
    }),
    { numRuns: 300, seed: 11 },
  );
});

test('every word comes from the scene or is grammar', () => {
  const grammar = new Set(
    'a an in with and on of touch mostly format palette shot mood the words indoors picture'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(scenes, (scene) => {
      const { prompts } = renderPrompts(scene, { detail: 'long' });
      const known = JSON.stringify(scene).toLowerCase();
      for (const text of [
        prompts.natural,
        prompts.sdxl?.positive,
        prompts.caption,
        prompts['alt-text'],
      ]) {
        for (const word of (text ?? '').toLowerCase().match(/[a-z0-9]+/g) ?? []) {
          expect(grammar.has(word) || known.includes(word), word).toBe(true);
        }
      }
    }),
    { numRuns: 200, seed: 5 },
  );
});
