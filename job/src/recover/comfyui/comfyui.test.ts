import { describe, expect, test } from 'vitest';
import { pngWithTexts } from '../build-files.ts';
import { comfyPng, comfyWebp, pythonJson } from '../generated-files.ts';
import { recover } from '../recover.ts';
import { BASIC, encode, FOUND, node, positive, SAMPLER, words } from './basic-graph.ts';

test('the basic graph returns the exact prompt, its negative and its parameters', async () => {
  expect(await words({})).toEqual(FOUND);
});

test('a WebP has it in the place of the camera', async () => {
  expect(recover(await comfyWebp({ prompt: BASIC }), 'image/webp')).toEqual({ recovered: FOUND });
});

test('NaN, as Python writes it, is parsed', async () => {
  expect(await words({ 11: node('LoadImage', { is_changed: [Number.NaN] }) })).toEqual(FOUND);
});

test('a seed of 64 bits keeps its digits', async () => {
  const graph = pythonJson(BASIC).replace('156680208700286', '18446744073709551615');
  const png = await pngWithTexts({ prompt: graph });

  expect(recover(png, 'image/png').recovered?.parameters?.seed).toBe('18446744073709551615');
});

test('the way leads through a node that nobody knows and that carries both', async () => {
  const both = node('Pack Conditioner', { cond_in: ['6', 0], neg_in: ['7', 0], strength: 0.4 });
  const sampler = node('KSampler', { ...SAMPLER, positive: ['20', 0], negative: ['20', 1] });

  expect(await words({ 3: sampler, 20: both })).toMatchObject({
    prompt: FOUND.prompt,
    negative: FOUND.negative,
  });
});

describe('of several samplers', () => {
  test('the one that feeds the saved picture is asked', async () => {
    const other = {
      2: node('KSampler', { ...BASIC[3]?.inputs, positive: ['20', 0] }),
      20: encode('never saved'),
      21: node('VAEDecode', { samples: ['2', 0], vae: ['4', 2] }),
      1: node('PreviewImage', { images: ['21', 0] }),
    };

    expect(await positive(other)).toBe(FOUND.prompt);
  });

  test('a detailer’s is not the picture’s', async () => {
    const detailer = {
      9: node('SaveImage', { images: ['20', 0] }),
      20: node('FaceDetailer', {
        image: ['8', 0],
        positive: ['21', 0],
        negative: ['7', 0],
        steps: 4,
      }),
      21: encode('detailed face'),
    };

    expect(await positive(detailer)).toBe(FOUND.prompt);
  });
});

test('without a sampler a node that writes a prompt is asked', async () => {
  const prompt = {
    1: node('OpenAIGPTImage1', { prompt: ['3', 0], quality: 'low', seed: 1 }),
    2: node('SaveImage', { images: ['1', 0] }),
    3: node('PrimitiveStringMultiline', { value: 'a cat\nin a hat' }),
  };

  expect(recover(await comfyPng({ prompt }), 'image/png').recovered).toEqual({
    tool: 'ComfyUI',
    prompt: 'a cat\nin a hat',
  });
});

test('a loader that has the texts itself gives them to a sampler of pipes', async () => {
  const prompt = {
    1: node('KSampler (Efficient)', {
      positive: ['2', 1],
      negative: ['2', 2],
      latent_image: ['2', 3],
    }),
    2: node('Efficient Loader', {
      ckpt_name: 'x.safetensors',
      positive: 'a cat',
      negative: 'a dog',
    }),
    3: node('SaveImage', { images: ['1', 5] }),
  };

  expect(recover(await comfyPng({ prompt }), 'image/png').recovered).toMatchObject({
    prompt: 'a cat',
    negative: 'a dog',
  });
});
