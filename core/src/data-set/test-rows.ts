// biome-ignore lint/correctness/noUndeclaredDependencies: none but tests import this file.
import fc from 'fast-check';
import type { FailedDocument, Prompts, SucceededDocument } from '../prompt-document.ts';
import type { DataSetRow } from './data-set-row.ts';

const medium = { value: 'photograph', confidence: 1, source: 'pixels' } as const;

const common = { version: 1, id: 'x', createdAt: '2026-01-02T03:04:05.000Z' } as const;

/** A described image: of the words all that a test does not give is plain. */
export function succeeded(prompt: string, prompts: Prompts = {}): SucceededDocument {
  return {
    ...common,
    status: 'succeeded',
    source: {
      ...{ container: 'uploads', name: 'local/x', etag: '1', bytes: 3, sha256: '0'.repeat(64) },
      ...{ mediaType: 'image/jpeg', width: 60, height: 60 },
    },
    prompt,
    prompts,
    scene: { medium, aspectRatio: { ...medium, value: '1:1' } },
    analysis: { provider: 'local', model: 'none', features: [], cached: false },
    timings: { queuedMs: 0, downloadMs: 0, decodeMs: 0, analyseMs: 0, totalMs: 0 },
  };
}

export const failed: FailedDocument = {
  ...common,
  status: 'failed',
  source: { container: 'uploads', name: 'local/x' },
  error: { code: 'not-an-image', message: 'The file is not an image.' },
};

/** Any UTF-16, lone surrogates and controls among it, with what is special to somebody more often. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(...'=+-@\t\r\n"\',;. /\\:＝\u2028\u0085\u202e\u200d\ufeff\0aA', '\r\n', '..'),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

export const anyRow: fc.Arbitrary<DataSetRow> = fc.record({
  id: fc.uuid(),
  name: fc.option(anyText, { nil: undefined }),
  document: fc.oneof(
    fc.constant(failed),
    fc.record({ prompt: anyText, positive: anyText, negative: anyText }).map((words) => {
      const { prompt, ...sdxl } = words;
      return succeeded(prompt, { sdxl });
    }),
  ),
});

/** A list as an export reads it. */
export async function* streamOf<T>(items: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* items;
}
