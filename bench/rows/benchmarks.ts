import type { Benchmark } from '../harness/benchmark.ts';

/** In the order in which they are run and shown. */
export const BENCHMARKS: readonly Benchmark[] = [];
