import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Writes a file whole or not at all, folders made as needed: half a caption that a crash leaves would be
 * taken for a whole one ever after.
 */
export async function writeWhole(
  path: string,
  content: string | AsyncIterable<Uint8Array>,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // Not made of the file's own name, which may be as long as a name can be.
  const draft = join(folder, `.blobscribe-${randomUUID()}.tmp`);
  try {
    if (typeof content === 'string') await writeFile(draft, content);
    else await pipeline(content, createWriteStream(draft));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
