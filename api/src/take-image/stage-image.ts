import { createHash, randomUUID } from 'node:crypto';
import type { BlockBlobClient } from '@azure/storage-blob';
import { orAborted } from '@blobscribe/core/or-aborted';
import { isStatus } from '@blobscribe/core/read-blob';
import { Problem } from '../problem.ts';
import { blocksOf } from './blocks-of.ts';
import { untilAborted } from './until-aborted.ts';

/** A request for each costs money, and each is held whole: that it can be sent again. */
const BLOCK_BYTES = 4 * 1024 * 1024;

/** An image whose bytes are with the storage but belong to no blob before `commit`. */
export type StagedImage = {
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  /** Makes the blob, unless there is one of that name: then it stays as it is, and is `present`. */
  commit(): Promise<'committed' | 'present'>;
};

export type StageOptions = {
  readonly maxBytes: number;
  readonly contentType?: string | undefined;
  readonly signal: AbortSignal;
};

/**
 * Sends `image` to the storage as it comes in, 4 MiB at a time and no more than that held. What is never
 * committed is nobody's blob; the storage drops it after a week (Put Block, "Remarks").
 * @throws {Problem} `too-large` as soon as more than `maxBytes` came.
 * @throws the signal's reason when that aborts, and whatever the image or the storage failed with.
 */
export async function stageImage(
  blob: BlockBlobClient,
  image: AsyncIterable<Uint8Array>,
  { maxBytes, contentType, signal }: StageOptions,
): Promise<StagedImage> {
  const hash = createHash('sha256');
  const writer = randomUUID();
  const blockIds: string[] = [];
  let bytes = 0;
  for await (const block of blocksOf(measured(), BLOCK_BYTES)) {
    const id = blockId(writer, blockIds.length);
    await orAborted(blob.stageBlock(id, block, block.length, { abortSignal: signal }), signal);
    blockIds.push(id);
  }
  return {
    bytes,
    sha256: hash.digest('hex'),
    commit: () => commitBlocks(blob, blockIds, contentType, signal),
  };

  async function* measured() {
    for await (const chunk of untilAborted(image, signal)) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        throw new Problem('too-large', `Send an image of at most ${maxBytes} bytes.`);
      }
      hash.update(chunk);
      yield chunk;
    }
  }
}

/** All ids of a blob have to be of one length (Put Block), and each writer has its own. */
function blockId(writer: string, index: number): string {
  return Buffer.from(`${writer}-${String(index).padStart(5, '0')}`).toString('base64');
}

async function commitBlocks(
  blob: BlockBlobClient,
  blockIds: string[],
  contentType: string | undefined,
  abortSignal: AbortSignal,
): Promise<'committed' | 'present'> {
  const blobHTTPHeaders = contentType === undefined ? {} : { blobContentType: contentType };
  const options = { abortSignal, blobHTTPHeaders, conditions: { ifNoneMatch: '*' } };
  try {
    await orAborted(blob.commitBlockList(blockIds, options), abortSignal);
    return 'committed';
  } catch (error) {
    if (isStatus(error, 409, 412)) return 'present';
    // Whoever commits first throws away the blocks of all others, and a storage may look at those first.
    const isPresent =
      isStatus(error, 400) && (await orAborted(blob.exists({ abortSignal }), abortSignal));
    if (isPresent) return 'present';
    throw error;
  }
}
