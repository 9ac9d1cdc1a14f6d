import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  a1111Jpeg,
  a1111Png,
  comfyPng,
  invokePng,
  midjourneyPng,
  novelAiPng,
} from '../job/src/recover/generated-files.ts';
import { type JobBench, jobBench } from './support/job-bench.ts';
import { until } from './support/until.ts';

const PROMPT = 'a lighthouse “at night”, (deep blue:1.2), <lora:sea:0.8>\n灯台 [fog|rain]';
const NEGATIVE = 'people, {{text}}';
const INFOTEXT = `${PROMPT}\nNegative prompt: ${NEGATIVE}\nSteps: 28, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x768`;
const MIDJOURNEY = 'a red fox, snow::2 --ar 3:2 --no people --v 6.1';

const encode = (text: string) => ({ class_type: 'CLIPTextEncode', inputs: { text } });
const reroute = (node: string) => ({ class_type: 'Reroute', inputs: { '': [node, 0] } });
const GRAPH = {
  1: {
    class_type: 'KSampler',
    inputs: { seed: 42, steps: 28, positive: ['2', 0], negative: ['4', 0] },
  },
  2: reroute('3'),
  3: reroute('5'),
  4: encode(NEGATIVE),
  5: encode(PROMPT),
};

const FILES = [
  { tool: 'AUTOMATIC1111', make: () => a1111Png(INFOTEXT), prompt: PROMPT },
  { tool: 'AUTOMATIC1111', make: () => a1111Jpeg(INFOTEXT), prompt: PROMPT },
  { tool: 'ComfyUI', make: () => comfyPng({ prompt: GRAPH }), prompt: PROMPT },
  {
    tool: 'InvokeAI',
    make: () => invokePng({ positive_prompt: PROMPT, negative_prompt: NEGATIVE, seed: 42 }),
    prompt: PROMPT,
  },
  { tool: 'NovelAI', make: () => novelAiPng({ prompt: PROMPT, uc: NEGATIVE }), prompt: PROMPT },
  {
    tool: 'Midjourney',
    make: () => midjourneyPng(`${MIDJOURNEY} Job ID: 0198a5c4-0000-7000-8000-000000000001`),
    prompt: MIDJOURNEY,
  },
];

describe('the prompt that a generator left', () => {
  let bench: JobBench;

  beforeAll(async () => {
    bench = await jobBench();
    bench.run({ LINGER_SECONDS: '600' });
  });

  afterAll(() => bench.stop());

  it.each(FILES.map((file, index) => ({ ...file, name: `drop/${index}.png` })))(
    'by $tool is returned exactly as it was ($name)',
    async ({ tool, make, prompt, name }) => {
      await bench.tell(name, await bench.store(name, await make()));

      const record = await until('the record', () => bench.record(name));
      if (record.status !== 'succeeded') throw new Error(record.error.message);
      expect(record.recovered).toMatchObject({ tool, prompt });
      if (tool !== 'Midjourney') expect(record.recovered?.negative).toBe(NEGATIVE);
      expect(record.scene.subject?.source).toBe('recovered');
      expect(record.prompt).not.toMatch(/[<>()[\]{}|]|--/);
    },
  );
});
