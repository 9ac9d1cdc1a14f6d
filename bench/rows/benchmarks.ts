import type { Benchmark } from '../harness/benchmark.ts';
import { rateLimit } from './rate-limit.ts';

/** In the order in which they are run and shown. */
export const BENCHMARKS: readonly Benchmark[] = [rateLimit];
