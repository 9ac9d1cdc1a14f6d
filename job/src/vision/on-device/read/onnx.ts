import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readModel } from '@blobscribe/core/models/models-folder';

/** Of onnxruntime-node what is used here: it lies among the models, not among this package's dependencies. */
type Tensor = { readonly data: unknown; readonly dims: readonly number[] };
type Session = {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
};
type Runtime = {
  readonly InferenceSession: {
    create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<Session>;
  };
  readonly Tensor: new (type: 'float32', values: Float32Array, dims: readonly number[]) => Tensor;
};

const OPTIONS = {
  // The other core decodes the next picture.
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  // Its arena keeps what the largest page has needed.
  enableCpuMemArena: false,
  enableMemPattern: false,
  graphOptimizationLevel: 'all',
  // Errors only.
  logSeverityLevel: 3,
};

export type Numbers = { readonly shape: readonly number[]; readonly values: Float32Array };

/** Runs a model of one input and one output. */
export type Network = (input: Numbers) => Promise<Numbers>;

/**
 * Opens a model of this folder with the runtime that was fetched beside it.
 * @throws {Error} if there is no runtime for this machine.
 */
export async function openNetwork(folder: string, model: string): Promise<Network> {
  const { InferenceSession, Tensor } = loadRuntime(folder);
  const session = await InferenceSession.create(await readModel(folder, model), OPTIONS);
  const [input = ''] = session.inputNames;
  const [output = ''] = session.outputNames;
  return async function run({ shape, values }) {
    const results = await session.run({ [input]: new Tensor('float32', values, shape) });
    const { data, dims } = results[output] ?? {};
    if (!(data instanceof Float32Array) || !dims) throw new Error(`${model} gave no numbers`);
    return { shape: dims, values: data };
  };
}

function loadRuntime(folder: string): Runtime {
  return createRequire(join(folder, 'models.js'))('onnxruntime-node');
}
