import type { Options } from '@blobscribe/core/options';
import type { Prompts } from '@blobscribe/core/prompt-document';
import type { Scene } from '@blobscribe/core/scene';
import { expect, test } from 'vitest';
import { findViolations } from './violations.ts';

const scene: Scene = {
  subject: {
    value: 'a woman holding two boxes in a red red room',
    confidence: 0.9,
    source: 'model',
  },
  text: { value: 'SALE', confidence: 0.9, source: 'recovered' },
  medium: { value: 'photograph', confidence: 0.9, source: 'pixels' },
  aspectRatio: { value: '3:2', confidence: 1, source: 'pixels' },
};

test('good prompts break no rule', () => {
  const prompts: Prompts = {
    natural: 'A woman holding two boxes, the words “SALE” in view. A photograph.',
    midjourney: 'a woman holding a box, photograph --ar 3:2',
    tags: ['woman', 'photograph'],
    caption: 'sks, a woman holding two boxes.',
  };

  const { caption, ...others } = prompts;
  expect(findViolations(scene, {}, others)).toEqual([]);
  expect(findViolations(scene, { triggerWord: 'sks' }, { caption })).toEqual([]);
});

test.each<[string, Prompts, Options?]>([
  ['comes from nowhere', { natural: 'A woman holding a sword.' }],
  ['"red" twice', { natural: 'A woman in a red Red room.' }],
  ['a dangling end', { flux: 'A woman holding two boxes in.' }],
  ['a dangling comma', { flux: 'A woman,, a photograph.' }],
  ['the article', { flux: 'An woman holding two boxes.' }],
  ['no capital', { flux: 'a woman holding two boxes.' }],
  ['an empty slot', { flux: 'A woman in a undefined room.' }],
  ['a negative', { flux: 'A woman without boxes.' }],
  ['"image of"', { 'alt-text': 'A picture of a woman.' }],
  ['sentences', { caption: 'A woman. A photograph.' }],
  ['sentences', { natural: 'A woman. A room. A box. A photograph.' }],
  ['words of 3', { natural: 'A woman holding two boxes.' }, { maxWords: 3 }],
  ['characters', { 'alt-text': `A woman ${'holding boxes, '.repeat(9)}a woman.` }],
  ['more than 75 tokens', { sdxl: { positive: 'woman, room, '.repeat(30), negative: 'blurry' } }],
  ['a phrase', { midjourney: 'a woman --no boxes --ar 3:2' }],
  ['it does not end in', { midjourney: 'a woman --ar 1.5:1' }],
  ['brackets', { natural: 'A (woman).' }],
  ['a colon', { natural: 'A woman:box.' }],
  ['a keyword', { natural: 'A woman BREAK.' }],
  ['a comment', { sdxl: { positive: 'woman #2', negative: 'blurry' } }],
  ['an open quotation', { natural: 'A woman, the words “SALE.' }],
  ['text that was not wanted', { natural: 'The words “SALE”.' }, { includeText: false }],
  ['a gender', { natural: 'A woman.' }, { genderNeutral: true }],
  ['a tag twice', { tags: ['woman', 'woman'] }],
  ['a capital', { tags: ['Woman'] }],
  ['the trigger word', { tags: ['woman'] }, { triggerWord: 'sks' }],
  ['it does not start', { caption: 'A woman.' }, { prefix: 'shot of' }],
  ['it says nothing', { natural: '' }],
])('finds %s', (fault, prompts, options = {}) => {
  const found = findViolations(scene, options, prompts).map(({ what }) => what);

  expect(found.join('\n')).toContain(fault === 'a phrase' ? 'a parameter' : fault);
});
