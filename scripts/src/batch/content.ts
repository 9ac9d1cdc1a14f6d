import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { mapInOrder } from '@blobscribe/core/map-in-order';
import type { ImageFile } from '../find-images.ts';

const READS_AHEAD = 8;

/** The bytes of an image, whatever the files are called that hold them. */
export type Content = {
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly files: readonly [ImageFile, ...ImageFile[]];
};

export type Unreadable = { readonly file: ImageFile; readonly why: string };

/** Reads every file once and puts together those that hold the same bytes, in the order of their names. */
export async function readContents(
  files: readonly ImageFile[],
  signal: AbortSignal,
): Promise<{ readonly contents: readonly Content[]; readonly unreadable: readonly Unreadable[] }> {
  const found = new Map<string, Content>();
  const unreadable: Unreadable[] = [];
  const read = async (file: ImageFile) => {
    const seen = await hash(file.path, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      return { why: error instanceof Error ? error.message : String(error) };
    });
    return { file, seen };
  };
  for await (const { file, seen } of mapInOrder(files, READS_AHEAD, read)) {
    if ('why' in seen) unreadable.push({ file, why: seen.why });
    else {
      const same = found.get(seen.sha256);
      found.set(seen.sha256, { ...seen, files: same ? [...same.files, file] : [file] });
    }
  }
  return { contents: [...found.values()], unreadable };
}

async function hash(path: string, signal: AbortSignal): Promise<{ sha256: string; bytes: number }> {
  const digest = createHash('sha256');
  let bytes = 0;
  await pipeline(
    createReadStream(path),
    async function* count(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        yield chunk;
      }
    },
    digest,
    { signal },
  );
  return { sha256: digest.digest('hex'), bytes };
}
