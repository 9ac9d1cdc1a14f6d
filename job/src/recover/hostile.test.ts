import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  compressedChunk,
  exifSegment,
  exifTiff,
  internationalChunk,
  jpegWith,
  pngChunk,
  pngWith,
  pngWithTexts,
  textChunk,
  unicodeComment,
  xmpPacket,
  xmpSegment,
} from './build-files.ts';
import { a1111Png, a1111Webp, comfyPng, comfyWebp, midjourneyPng } from './generated-files.ts';
import { recover } from './recover.ts';

/** Far more than any takes on a slow machine, far less than what is quadratic. */
const MAX_MS = 5000;
const INFOTEXT = 'a cat\nNegative prompt: a dog\nSteps: 20, Sampler: Euler a, Seed: 5, Size: 1x1';
const MEGABYTE = 1024 * 1024;

const timed = (file: Buffer) => {
  const start = performance.now();
  const words = recover(file, 'image/png');
  expect(performance.now() - start).toBeLessThan(MAX_MS);
  return words;
};

const GRAPH = {
  1: {
    class_type: 'KSampler',
    inputs: { positive: ['2', 0], negative: ['3', 0], latent_image: ['4', 0] },
  },
  2: { class_type: 'CLIPTextEncode', inputs: { text: 'a cat' } },
  3: { class_type: 'CLIPTextEncode', inputs: { text: 'a dog' } },
};
const WORKFLOW = {
  nodes: [
    { id: 1, type: 'KSampler', inputs: [{ name: 'positive', type: 'CONDITIONING', link: 1 }] },
    { id: 2, type: 'CLIPTextEncode', inputs: [], widgets_values: ['a cat'] },
  ],
  links: [[1, 2, 0, 1, 0, 'CONDITIONING']],
};

describe('damaged files', () => {
  let files: Buffer[];

  beforeAll(async () => {
    const xmp = xmpPacket({ 'dc:description': { li: 'a & b' }, 'xmp:CreatorTool': 'Draw Things' });
    files = await Promise.all([
      a1111Png(INFOTEXT),
      a1111Webp(INFOTEXT),
      comfyPng({ prompt: GRAPH, workflow: WORKFLOW }),
      comfyWebp({ prompt: GRAPH, workflow: WORKFLOW }),
      midjourneyPng('a cat --v 6 Job ID: a7421d2f-b262-44f9-977c-ac23e9c7d3e3'),
      pngWith([compressedChunk('parameters', INFOTEXT), internationalChunk('prompt', '{}', true)]),
      jpegWith([exifSegment(exifTiff({ 305: 'x' }, unicodeComment(INFOTEXT))), xmpSegment(xmp)]),
    ]);
  });

  const damage = fc.record({
    file: fc.nat(6),
    edits: fc.array(fc.tuple(fc.nat(1200), fc.nat(255)), { minLength: 1, maxLength: 20 }),
    cut: fc.option(fc.nat(1200)),
  });

  test('are read without an error', () => {
    fc.assert(
      fc.property(damage, ({ file, edits, cut }) => {
        const broken = Buffer.from(files[file] ?? Buffer.alloc(0)).subarray(0, cut ?? undefined);
        for (const [at, value] of edits) if (at < broken.length) broken[at] = value;

        expect(() => JSON.stringify(timed(broken))).not.toThrow();
      }),
      { numRuns: 1500, seed: 11 },
    );
  });

  test('of which one text is any text are read without an error', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.json());
    const keyword = fc.constantFrom('parameters', 'prompt', 'workflow', 'Comment', 'sd-metadata');

    await fc.assert(
      fc.asyncProperty(keyword, text, async (key, value) => {
        const file = await pngWithTexts({ [key]: value, Software: 'NovelAI' });

        expect(() => timed(file)).not.toThrow();
      }),
      { numRuns: 100, seed: 12 },
    );
  });

  test('of a graph that is no graph are read without an error', async () => {
    const id = fc.constantFrom('1', '2', '3', '-10', '-20');
    const name = fc.constantFrom(
      'positive',
      'text',
      'guider',
      'model',
      'string_a',
      'string_b',
      'any_1',
    );
    const link = fc.tuple(id, fc.nat(2));
    const value = fc.oneof(link, fc.string(), fc.jsonValue());
    const node = fc.record({ class_type: fc.string(), inputs: fc.dictionary(name, value) });
    const uiNode = fc.record({
      id,
      type: fc.constantFrom('KSampler', 'Reroute', 'GetNode', 'SetNode', '1', 'PrimitiveNode'),
      mode: fc.constantFrom(0, 2, 4),
      inputs: fc.array(fc.record({ name, type: id, link: fc.nat(5) })),
      widgets_values: fc.array(value),
    });
    const links = fc.array(fc.tuple(fc.nat(5), id, fc.nat(2), id, fc.nat(2), id));
    const drawn = fc.record({ nodes: fc.array(uiNode), links });
    const nested = fc.record({ id, nodes: fc.array(uiNode), links });
    const workflow = fc.tuple(drawn, fc.array(nested)).map(([top, subgraphs]) => ({
      ...top,
      definitions: { subgraphs },
    }));

    await fc.assert(
      fc.asyncProperty(fc.dictionary(id, node), workflow, async (prompt, drawnGraph) => {
        const file = await comfyPng({ prompt, workflow: drawnGraph });

        expect(() => timed(file)).not.toThrow();
      }),
      { numRuns: 100, seed: 13 },
    );
  });
});

test('a text that inflates to 100 MB is ignored, however often it is there', async () => {
  const bomb = compressedChunk('parameters', Buffer.alloc(100 * MEGABYTE, 97));
  const png = await pngWith([...Array(20).fill(bomb), textChunk('Software', Buffer.from('x'))]);

  expect(timed(png)).toEqual({});
});

test.each([
  ['empty chunks', pngChunk('tEXt', Buffer.alloc(0))],
  ['chunks without an end', Buffer.from('\0\0\0\0zTXt', 'latin1')],
])('a file of nothing but %s ends', async (_name, chunk) => {
  expect(timed(await pngWith([Buffer.alloc(MEGABYTE, chunk)]))).toEqual({});
});

test('a graph of 2 MB with cycles ends', async () => {
  const count = 15_000;
  const graph = Array.from({ length: count }, (_unused, index) => {
    const link = (step: number) => [String((index + step) % count), 0];
    const ways = { conditioning_1: link(1), conditioning_2: link(7), string_a: link(2) };
    const inputs = {
      ...ways,
      positive: link(3),
      string_b: link(5),
      model: link(11),
      'odd one': link(0),
    };
    return [index, { class_type: 'Anything', inputs }];
  });
  const prompt = Object.fromEntries(graph);

  expect(JSON.stringify(prompt).length).toBeGreaterThan(2 * MEGABYTE);
  expect(timed(await comfyPng({ prompt }))).toEqual({});
});

test('texts that double in each node end', async () => {
  const doubling = Array.from({ length: 100 }, (_unused, index) => {
    const inputs = { string_a: [String(index + 11), 0], string_b: [String(index + 11), 0] };
    return [String(index + 10), { class_type: 'StringConcatenate', inputs }];
  });
  const graph = {
    ...GRAPH,
    ...Object.fromEntries(doubling),
    110: { class_type: 'String', inputs: { value: 'x'.repeat(1000) } },
    2: { class_type: 'CLIPTextEncode', inputs: { text: ['10', 0] } },
  };

  const found = timed(await comfyPng({ prompt: graph })).recovered;

  expect(found?.prompt.length ?? 0).toBeLessThan(MEGABYTE);
});

test('subgraphs that double in each level end', async () => {
  const subgraphs = Array.from({ length: 40 }, (_unused, level) => {
    const nodes = [1, 2, 3].map((id) => ({ id, type: `level ${level + 1}`, inputs: [] }));
    return { id: `level ${level}`, nodes, links: [] };
  });
  const workflow = { nodes: [{ id: 1, type: 'level 0' }], links: [], definitions: { subgraphs } };

  expect(timed(await comfyPng({ workflow }))).toEqual({});
});

const LENGTH = MEGABYTE;
test.each([
  ['spaces', ' '.repeat(LENGTH)],
  ['spaces before a word', `${' '.repeat(LENGTH)}x`],
  ['line breaks', `x${'\n'.repeat(LENGTH)}x`],
  ['one line of settings', 'a: b, '.repeat(LENGTH / 6)],
  ['lines of templates', 'Template: a\n'.repeat(LENGTH / 12)],
  ['open brackets', `{"a":${'['.repeat(LENGTH)}`],
  ['escaped quotes', `{"a":"${'\\"'.repeat(LENGTH / 2)}`],
  ['quotes', `{"${'"'.repeat(LENGTH)}`],
  ['digits', `{"a":${'1'.repeat(LENGTH)}`],
  ['NaN', `{"a":[${'NaN,'.repeat(LENGTH / 4)}1]}`],
  ['tags', '<a b="'.repeat(LENGTH / 6)],
  ['one tag', `<${'a'.repeat(LENGTH)}`],
  ['attributes', `<a${' b="c"'.repeat(LENGTH / 6)}`],
  ['entities', `<x:description><b>${'&'.repeat(LENGTH)}</b>`],
  ['entities without an end', `<x:description><b>${'&#'.repeat(LENGTH / 2)}</b>`],
  ['jobs', ' Job ID: '.repeat(LENGTH / 9)],
  ['switches', `a${' --v'.repeat(LENGTH / 4)} Job ID: a7421d2f-b262-44f9-977c-ac23e9c7d3e3`],
])('a megabyte of %s ends, wherever it stands', async (_name, text) => {
  for (const key of ['parameters', 'workflow', 'Description', 'XML:com.adobe.xmp', 'Dream']) {
    const file = await pngWith([textChunk(key, Buffer.from(text))]);

    expect(() => JSON.stringify(timed(file))).not.toThrow();
  }
});
