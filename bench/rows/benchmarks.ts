import type { Benchmark } from '../harness/benchmark.ts';
import { billed } from './billed.ts';
import { createUpload } from './create-upload.ts';
import { drain } from './drain.ts';
import { inspectBenchmark } from './inspect.ts';
import { memory } from './memory.ts';
import { messages } from './messages.ts';
import { normaliseBenchmark } from './normalise.ts';
import { ownCpu } from './own-cpu.ts';
import { passThrough } from './pass-through.ts';
import { rateLimit } from './rate-limit.ts';
import { sasSigner } from './sas-signer.ts';
import { secondPass } from './second-pass.ts';
import { startUp } from './start-up.ts';
import { statusGet } from './status-get.ts';
import { steady } from './steady.ts';
import { warm } from './warm.ts';

/** In the order in which they are run and shown. */
export const BENCHMARKS: readonly Benchmark[] = [
  normaliseBenchmark,
  inspectBenchmark,
  passThrough,
  drain,
  messages,
  ownCpu,
  statusGet,
  createUpload,
  sasSigner,
  startUp,
  rateLimit,
  secondPass,
  warm,
  billed,
  memory,
  steady,
];
