import type { Benchmark } from '../harness/benchmark.ts';
import { drain } from './drain.ts';
import { messages } from './messages.ts';

/** In the order in which they are run and shown. */
export const BENCHMARKS: readonly Benchmark[] = [drain, messages];
