import { recover } from './recover.ts';

/** Far more than any takes on a slow machine, far less than what is quadratic. */
const MAX_MS = 5000;

/** For tests: what is recovered from a file, in no more time than any file may take. */
export function recoverTimed(file: Buffer) {
  const start = performance.now();
  const words = recover(file, 'image/png');
  const took = performance.now() - start;
  if (took > MAX_MS) throw new Error(`reading took ${took} ms`);
  return words;
}

/** For tests: the smallest graph with a prompt and a negative one. */
export const SMALL_GRAPH = {
  1: {
    class_type: 'KSampler',
    inputs: { positive: ['2', 0], negative: ['3', 0], latent_image: ['4', 0] },
  },
  2: { class_type: 'CLIPTextEncode', inputs: { text: 'a cat' } },
  3: { class_type: 'CLIPTextEncode', inputs: { text: 'a dog' } },
};
