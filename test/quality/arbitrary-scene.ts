import type { Options } from '@blobscribe/core/options';
import { MAX_TEXT_LENGTH, type Scene } from '@blobscribe/core/scene';
import fc from 'fast-check';
import { anyName, anyText } from './arbitrary-text.ts';

const COLOURS = [
  'navy',
  'deep blue',
  'dark blue',
  'blue',
  'slate grey',
  'black',
  'white',
  'orange',
  'rust',
];
const anyConfidence = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: 0.5, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
);

function entry<Value>(value: fc.Arbitrary<Value>) {
  return fc.record({ value, confidence: anyConfidence, source: fc.constant('model' as const) });
}

function phrases(some: fc.Arbitrary<string>) {
  return entry(fc.array(some, { minLength: 1, maxLength: 5 }));
}

const anyThing = fc.record(
  { name: anyName, count: fc.integer({ min: 1, max: 14 }), confidence: anyConfidence },
  { requiredKeys: ['name', 'count'] },
);
const anyColour = fc.record({
  name: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...COLOURS) },
    { weight: 1, arbitrary: anyText },
  ),
  hex: fc.constant('#1e3b76'),
  share: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(0.01), fc.constant(0.9)),
});
const anyMedium = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'photograph',
      'image',
      'line drawing',
      'black-and-white photograph',
      'painting',
    ),
  },
  { weight: 1, arbitrary: anyText },
);
const anyLayout = fc.oneof(
  fc.constantFrom('landscape format', 'square format', 'shallow depth of field', 'low horizon'),
  anyText,
);

/** Any scene that the schema allows, rich and poor, of friends and of enemies. */
export const anyScene: fc.Arbitrary<Scene> = fc.record(
  {
    medium: entry(anyMedium),
    aspectRatio: entry(fc.constantFrom('1:1', '3:2', '9:16', '21:9')),
    subject: entry(anyText),
    action: entry(anyText),
    setting: entry(
      fc.oneof(fc.constantFrom('a kitchen', 'on a beach', 'indoor', 'forest'), anyText),
    ),
    objects: entry(fc.array(anyThing, { minLength: 1, maxLength: 6 })),
    people: entry(fc.integer({ min: 1, max: 14 })),
    tags: entry(
      fc.array(fc.record({ name: anyName, confidence: anyConfidence }), {
        minLength: 1,
        maxLength: 12,
      }),
    ),
    text: fc.record(
      {
        value: anyText.map((text) => text.slice(0, MAX_TEXT_LENGTH)),
        confidence: anyConfidence,
        source: fc.constant('recovered' as const),
        flagged: fc.constant(true as const),
      },
      { requiredKeys: ['value', 'confidence', 'source'] },
    ),
    style: phrases(
      fc.oneof(fc.constantFrom('oil painting', 'minimalist', 'in the style of Ann Ode'), anyText),
    ),
    composition: phrases(anyLayout),
    details: phrases(anyText),
    lighting: phrases(anyText),
    palette: entry(fc.array(anyColour, { minLength: 1, maxLength: 6 })),
    mood: phrases(anyText),
    camera: phrases(
      fc.oneof(fc.constantFrom('35 mm lens', 'f/2.8', '1/60 s', 'ISO 800', 'flash'), anyText),
    ),
  },
  { requiredKeys: ['medium', 'aspectRatio'] },
);

/** What clients ask for; their own words are tame, for they answer for them. */
export const anyOptions: fc.Arbitrary<Options> = fc.record(
  {
    maxWords: fc.integer({ min: 1, max: 60 }),
    detail: fc.constantFrom('short', 'normal', 'long'),
    genderNeutral: fc.boolean(),
    includeText: fc.boolean(),
    triggerWord: fc.constantFrom('sks', 'TOK', 'Ohwx style'),
    prefix: fc.constantFrom('shot of', 'a photo showing', ''),
    suffix: fc.constantFrom('on film', ', 4k', '.'),
  },
  { requiredKeys: [] },
);
