import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;
const LINE_FEED = 10;

/** A line of a file, without its end: its text, and where its bytes are. */
export type Line = { readonly text: string; readonly offset: number; readonly length: number };

/** The lines of a file that end with a line feed; what stands behind the last one is none. */
export async function* linesOf(file: FileHandle): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0);
  let offset = 0;
  for (let position = 0; ; ) {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    const { bytesRead } = await file.read({ buffer, position });
    if (bytesRead === 0) return;
    position += bytesRead;
    rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    let start = 0;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED, start)) {
      const length = end - start;
      yield { text: rest.toString('utf8', start, end), offset: offset + start, length };
      start = end + 1;
    }
    offset += start;
    rest = rest.subarray(start);
  }
}
