import type { Upload } from '../../core/src/blob-names.ts';
import type { SucceededDocument } from '../../core/src/prompt-document.ts';

/** A succeeded record of `upload` whose prompt is `words`. */
export function describedAs(upload: Upload, words: string): SucceededDocument {
  return {
    version: 1,
    id: upload.id,
    status: 'succeeded',
    createdAt: new Date().toISOString(),
    source: {
      container: 'uploads',
      name: upload.name,
      etag: '0x1',
      bytes: 3,
      sha256: 'a'.repeat(64),
      mediaType: 'image/jpeg',
      width: 100,
      height: 100,
    },
    prompt: words,
    prompts: { natural: words, tags: ['one', 'two'] },
    scene: {
      medium: { value: 'image', confidence: 0.5, source: 'pixels' },
      aspectRatio: { value: '1:1', confidence: 1, source: 'pixels' },
    },
    analysis: { provider: 'pixels', model: 'pixels-1', features: [], cached: false },
    timings: { queuedMs: 1, downloadMs: 1, decodeMs: 1, analyseMs: 1, totalMs: 4 },
  };
}
