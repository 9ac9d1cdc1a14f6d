import type { Benchmark } from '../harness/benchmark.ts';
import { createUpload } from './create-upload.ts';
import { sasSigner } from './sas-signer.ts';
import { statusGet } from './status-get.ts';

/** In the order in which they are run and shown. */
export const BENCHMARKS: readonly Benchmark[] = [statusGet, createUpload, sasSigner];
