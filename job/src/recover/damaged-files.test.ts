import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  compressedChunk,
  exifSegment,
  exifTiff,
  internationalChunk,
  jpegWith,
  pngWith,
  pngWithTexts,
  unicodeComment,
  xmpPacket,
  xmpSegment,
} from './build-files.ts';
import { a1111Png, a1111Webp, comfyPng, comfyWebp, midjourneyPng } from './generated-files.ts';
import { recoverTimed, SMALL_GRAPH } from './recover-timed.ts';

const INFOTEXT = 'a cat\nNegative prompt: a dog\nSteps: 20, Sampler: Euler a, Seed: 5, Size: 1x1';

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
      comfyPng({ prompt: SMALL_GRAPH, workflow: WORKFLOW }),
      comfyWebp({ prompt: SMALL_GRAPH, workflow: WORKFLOW }),
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

        expect(() => JSON.stringify(recoverTimed(broken))).not.toThrow();
      }),
      { numRuns: 1000, seed: 11 },
    );
  });

  test('of which one text is any text are read without an error', async () => {
    const text = fc.oneof(fc.string({ maxLength: 200 }), fc.json({ maxDepth: 3 }));
    const keyword = fc.constantFrom('parameters', 'prompt', 'workflow', 'Comment', 'sd-metadata');

    await fc.assert(
      fc.asyncProperty(keyword, text, async (key, value) => {
        const file = await pngWithTexts({ [key]: value, Software: 'NovelAI' });

        expect(() => recoverTimed(file)).not.toThrow();
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

        expect(() => recoverTimed(file)).not.toThrow();
      }),
      { numRuns: 100, seed: 13 },
    );
  });
});
