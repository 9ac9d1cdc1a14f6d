import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import * as z from 'zod';

const WASM_PACKAGE = '@tensorflow/tfjs-backend-wasm/package.json';

/** Of the file beside the weights; what TensorFlow.js reads itself it checks itself. */
const modelSchema = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z
    .array(z.object({ weights: z.array(z.custom<tf.io.WeightsManifestEntry>()) }))
    .min(1),
  signature: z.record(z.string(), z.unknown()).optional(),
});

/** What a model takes and gives: numbers of a shape. */
export type Numbers = {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
};

/** Runs a model on one input; its outputs by the names asked for, in their order. */
export type Model = (input: Numbers, outputs: readonly string[]) => Float32Array[];

/** Makes WebAssembly with SIMD what computes; one thread, since more do not start in Node (measured). */
async function start(): Promise<void> {
  const file = createRequire(import.meta.url).resolve(WASM_PACKAGE);
  setWasmPaths(`${join(dirname(file), 'dist')}/`);
  setThreadsCount(1);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  tf.env().set('WASM_HAS_SIMD_SUPPORT', true);
  if (!(await tf.setBackend('wasm'))) throw new Error('WebAssembly did not start');
  await tf.ready();
}

let started: Promise<void> | undefined;

/**
 * A model from its two files, topology and weights.
 * @throws {Error} if they are not a model's.
 */
export async function openModel(topology: Buffer, weights: Buffer): Promise<Model> {
  started ??= start();
  await started;
  const { modelTopology, weightsManifest, signature } = modelSchema.parse(
    JSON.parse(topology.toString('utf8')),
  );
  const model = await loadGraphModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer.slice(
        weights.byteOffset,
        weights.byteOffset + weights.byteLength,
      ) as ArrayBuffer,
      ...(signature && { signature }),
    }),
  );
  return function run({ shape, values }, outputs) {
    const type = values instanceof Int32Array ? 'int32' : 'float32';
    const input = tf.tensor(values, [...shape], type);
    const results = [model.execute(input, [...outputs])].flat();
    try {
      return results.map((result) => result.dataSync<'float32'>());
    } finally {
      tf.dispose([input, ...results]);
    }
  };
}

/** Tensors that are held: the weights of what is loaded, and nothing more between pictures. */
export function countTensors(): number {
  return tf.memory().numTensors;
}
