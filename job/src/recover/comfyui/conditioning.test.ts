import { describe, expect, test } from 'vitest';
import { BASIC, encode, FOUND, type Node, node, positive, SAMPLER, words } from './basic-graph.ts';

describe('the way to the words', () => {
  test('leads through a rerouted graph', async () => {
    const sampler = node('KSampler', {
      ...SAMPLER,
      model: ['4', 0],
      positive: ['20', 0],
      negative: ['23', 1],
      latent_image: ['5', 0],
    });
    const graph = {
      3: sampler,
      20: node('Reroute', { '': ['21', 0] }),
      21: node('ConditioningSetTimestepRange', { conditioning: ['22', 0], start: 0, end: 1 }),
      22: node('FluxGuidance', { conditioning: ['23', 0], guidance: 3.5 }),
      23: node('ControlNetApplyAdvanced', {
        positive: ['24', 0],
        negative: ['7', 0],
        control_net: ['30', 0],
        image: ['31', 0],
        strength: 0.8,
      }),
      24: node('Node That Nobody Knows', { what: ['6', 0], how: 'enable' }),
      30: node('ControlNetLoader', { control_net_name: 'depth.safetensors' }),
      31: node('LoadImage', { image: 'sketch of a cat.png' }),
    };

    expect(await words(graph)).toEqual(FOUND);
  });

  test('leads through a guider', async () => {
    const advanced = node('SamplerCustomAdvanced', {
      noise: ['20', 0],
      guider: ['21', 0],
      sampler: ['22', 0],
      sigmas: ['23', 0],
      latent_image: ['5', 0],
    });
    const parts = {
      3: advanced,
      20: node('RandomNoise', { noise_seed: 7 }),
      21: node('BasicGuider', { model: ['4', 0], conditioning: ['6', 0] }),
      22: node('KSamplerSelect', { sampler_name: 'dpmpp_2m' }),
      23: node('BasicScheduler', { scheduler: 'simple', steps: 4, denoise: 1, model: ['4', 0] }),
    };
    const guided = { model: ['4', 0], positive: ['6', 0], negative: ['7', 0], cfg: 3 };

    expect(await words(parts)).toEqual({
      tool: 'ComfyUI',
      prompt: FOUND.prompt,
      parameters: {
        noise_seed: 7,
        sampler_name: 'dpmpp_2m',
        scheduler: 'simple',
        steps: 4,
        denoise: 1,
        ckpt_name: 'sd_xl_base_1.0.safetensors',
      },
    });
    expect(await words({ ...parts, 21: node('CFGGuider', guided) })).toMatchObject({
      prompt: FOUND.prompt,
      negative: FOUND.negative,
      parameters: { cfg: 3 },
    });
  });

  test('leads to texts of other nodes, joined as they join them', async () => {
    const strings = {
      20: node('PrimitiveString', { value: 'a cat' }),
      21: node('String Literal', { string: 'on a mat ' }),
    };
    const concatenate = { string_a: ['20', 0], string_b: ['21', 0], delimiter: ', ' };
    const was = {
      delimiter: '\\n',
      clean_whitespace: 'true',
      text_a: ['20', 0],
      text_b: ['21', 0],
      text_c: '',
    };

    expect(await positive({ 6: encode(['20', 0]), ...strings })).toBe('a cat');
    expect(
      await positive({
        6: encode(['22', 0]),
        ...strings,
        22: node('StringConcatenate', concatenate),
      }),
    ).toBe('a cat, on a mat ');
    expect(
      await positive({ 6: encode(['22', 0]), ...strings, 22: node('Text Concatenate', was) }),
    ).toBe('a cat\non a mat');
  });

  test('leads to parts in the order of their names, and to tags as they are tidied', async () => {
    const cat = { 20: node('String Literal', { string: 'a cat, ' }) };
    const joined = { delimiter: ' + ', text2: 'on a mat', text1: ['20', 0] };
    const tags = {
      action: 'append',
      tidy_tags: 'yes',
      text_b: 'fur',
      text_c: '',
      text_a: ['20', 0],
    };
    const replaced = {
      action: 'replace',
      tidy_tags: 'no',
      text_a: ['20', 0],
      text_b: 'cat',
      text_c: 'fox',
    };
    const via = (type: string, inputs: Node['inputs']) =>
      positive({ 6: encode(['22', 0]), ...cat, 22: node(type, inputs) });

    expect(await via('CR Text Concatenate', joined)).toBe('a cat,  + on a mat');
    expect(await via('StringFunction|pysssss', tags)).toBe('a cat, fur');
    expect(await via('StringFunction|pysssss', replaced)).toBe('a fox, ');
  });

  test('takes what a node of chance became for what it was given, if the graph shows it', async () => {
    const shown = { text: ['21', 0], text_0: 'a fox in a forest' };
    const wildcard = { wildcard_text: '__animal__', populated_text: 'a badger', seed: 1 };

    expect(
      await positive({
        6: encode(['20', 0]),
        20: node('ShowText|pysssss', shown),
        21: node('LLM', { prompt: 'Describe a fox.', seed: 5 }),
      }),
    ).toBe('a fox in a forest');
    expect(
      await positive({ 6: encode(['20', 0]), 20: node('ImpactWildcardProcessor', wildcard) }),
    ).toBe('a badger');
  });

  test('takes the chosen input of a switch', async () => {
    const ways = {
      20: encode('first'),
      21: encode('second'),
      3: node('KSampler', { ...BASIC[3]?.inputs, positive: ['22', 0] }),
    };
    const inputs = { input1: ['20', 0], input2: ['21', 0] };

    expect(await positive({ ...ways, 22: node('ImpactSwitch', { select: 2, ...inputs }) })).toBe(
      'second',
    );
    expect(
      await positive({
        ...ways,
        22: node('Any Switch (rgthree)', { any_01: ['20', 0], any_02: ['21', 0] }),
      }),
    ).toBe('first');
    expect(
      await positive({
        ...ways,
        22: node('ComfySwitchNode', { switch: false, on_true: ['20', 0], on_false: ['21', 0] }),
      }),
    ).toBe('second');
  });
});

describe('several texts', () => {
  const sdxl = (text_g: string, text_l: string) => ({
    6: node('CLIPTextEncodeSDXL', { width: 1024, height: 1024, text_g, text_l, clip: ['4', 1] }),
  });

  test('for the encoders of one model are one if they are equal, else a line each', async () => {
    expect(await positive(sdxl('a cat', 'a cat'))).toBe('a cat');
    expect(await positive(sdxl('a cat', 'fur'))).toBe('a cat\nfur');
    const flux = { clip_l: 'a cat', t5xxl: 'a cat', guidance: 3.5, clip: ['4', 1] };
    expect(await positive({ 6: node('CLIPTextEncodeFlux', flux) })).toBe('a cat');
  });

  test('that are combined are a line each', async () => {
    const combined = {
      3: node('KSampler', { ...BASIC[3]?.inputs, positive: ['20', 0] }),
      20: node('ConditioningCombine', { conditioning_1: ['21', 0], conditioning_2: ['22', 0] }),
      21: encode('a cat'),
      22: encode('a hat'),
    };

    expect(await positive(combined)).toBe('a cat\na hat');
  });

  test('of which one is zeroed leave the other', async () => {
    const zeroed = {
      3: node('KSampler', { ...BASIC[3]?.inputs, negative: ['20', 0] }),
      20: node('ConditioningZeroOut', { conditioning: ['6', 0] }),
    };

    expect(await words(zeroed)).not.toHaveProperty('negative');
  });
});
