import { expect, test } from 'vitest';
import { compressedChunk, pngChunk, pngWith, textChunk } from './build-files.ts';
import { comfyPng } from './generated-files.ts';
import { recoverTimed, SMALL_GRAPH } from './recover-timed.ts';

const MEGABYTE = 1024 * 1024;

test('a text that inflates to 100 MB is ignored, however often it is there', async () => {
  const bomb = compressedChunk('parameters', Buffer.alloc(100 * MEGABYTE, 97));
  const png = await pngWith([...Array(20).fill(bomb), textChunk('Software', Buffer.from('x'))]);

  expect(recoverTimed(png)).toEqual({});
});

test.each([
  ['empty chunks', pngChunk('tEXt', Buffer.alloc(0))],
  ['chunks without an end', Buffer.from('\0\0\0\0zTXt', 'latin1')],
])('a file of nothing but %s ends', async (_name, chunk) => {
  expect(recoverTimed(await pngWith([Buffer.alloc(MEGABYTE, chunk)]))).toEqual({});
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
  expect(recoverTimed(await comfyPng({ prompt }))).toEqual({});
});

test('texts that double in each node end', async () => {
  const doubling = Array.from({ length: 100 }, (_unused, index) => {
    const inputs = { string_a: [String(index + 11), 0], string_b: [String(index + 11), 0] };
    return [String(index + 10), { class_type: 'StringConcatenate', inputs }];
  });
  const graph = {
    ...SMALL_GRAPH,
    ...Object.fromEntries(doubling),
    110: { class_type: 'String', inputs: { value: 'x'.repeat(1000) } },
    2: { class_type: 'CLIPTextEncode', inputs: { text: ['10', 0] } },
  };

  const found = recoverTimed(await comfyPng({ prompt: graph })).recovered;

  expect(found?.prompt.length ?? 0).toBeLessThan(MEGABYTE);
});

test('subgraphs that double in each level end', async () => {
  const subgraphs = Array.from({ length: 40 }, (_unused, level) => {
    const nodes = [1, 2, 3].map((id) => ({ id, type: `level ${level + 1}`, inputs: [] }));
    return { id: `level ${level}`, nodes, links: [] };
  });
  const workflow = { nodes: [{ id: 1, type: 'level 0' }], links: [], definitions: { subgraphs } };

  expect(recoverTimed(await comfyPng({ workflow }))).toEqual({});
});

const LENGTH = MEGABYTE / 2;
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
])('half a megabyte of %s ends, wherever it stands', async (_name, text) => {
  for (const key of ['parameters', 'workflow', 'Description', 'XML:com.adobe.xmp', 'Dream']) {
    const file = await pngWith([textChunk(key, Buffer.from(text))]);

    expect(() => JSON.stringify(recoverTimed(file))).not.toThrow();
  }
});
