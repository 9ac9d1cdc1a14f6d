import type { Benchmark } from '../harness/benchmark.ts';
import { inspectBenchmark } from './inspect.ts';
import { normaliseBenchmark } from './normalise.ts';

/** In the order in which they are run and shown. */
export const BENCHMARKS: readonly Benchmark[] = [normaliseBenchmark, inspectBenchmark];
