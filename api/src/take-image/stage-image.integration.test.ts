import { createHash, randomBytes } from 'node:crypto';
import type { BlockBlobClient } from '@azure/storage-blob';
import { uuidV7 } from '@blobscribe/core/uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../../test/support/azurite.ts';
import { type StageOptions, stageImage } from './stage-image.ts';

const MIB = 1024 * 1024;
const MAX_BYTES = 20 * MIB;

let azurite: AzuriteFixture;

beforeAll(async () => {
  azurite = await azuriteFixture();
});

afterAll(() => azurite.stop());

function anyBlob(): BlockBlobClient {
  return azurite.storage.getContainerClient('uploads').getBlockBlobClient(`local/${uuidV7()}`);
}

async function* inChunks(image: Uint8Array, chunkBytes: number, look = (_sent: number) => {}) {
  for (let at = 0; at < image.length; at += chunkBytes) {
    const chunk = image.subarray(at, at + chunkBytes);
    look(at + chunk.length);
    yield chunk;
  }
}

function stage(blob: BlockBlobClient, image: AsyncIterable<Uint8Array>, options = {}) {
  const signal = new AbortController().signal;
  const all: StageOptions = { maxBytes: MAX_BYTES, signal, ...options };
  return stageImage(blob, image, all);
}

describe('an image that is staged', () => {
  it.each([
    ['empty', 0, 1],
    ['a byte', 1, 1],
    ['exactly one block', 4 * MIB, 1 * MIB],
    ['a byte more than a block', 4 * MIB + 1, 100_003],
    ['one chunk of many blocks', 8 * MIB + 1, 8 * MIB + 1],
  ])('is stored as it came: %s', async (_, length, chunkBytes) => {
    const blob = anyBlob();
    const image = randomBytes(length);

    const staged = await stage(blob, inChunks(image, chunkBytes), { contentType: 'image/png' });

    expect(await blob.exists()).toBe(false);
    expect(await staged.commit()).toBe('committed');
    expect(staged.bytes).toBe(length);
    expect(staged.sha256).toBe(createHash('sha256').update(image).digest('hex'));
    expect(image.equals(await blob.downloadToBuffer())).toBe(true);
    expect(await blob.getProperties()).toMatchObject({
      contentType: 'image/png',
      blobType: 'BlockBlob',
    });
  });

  it('has no type where none was given', async () => {
    const blob = anyBlob();
    const staged = await stage(blob, inChunks(randomBytes(3), 3));
    await staged.commit();

    expect((await blob.getProperties()).contentType).toBe('application/octet-stream');
  });

  it('may have the most bytes, and not one more', async () => {
    const image = randomBytes(1000);

    const staged = await stage(anyBlob(), inChunks(image, 7), { maxBytes: 1000 });
    const refused = stage(anyBlob(), inChunks(image, 7), { maxBytes: 999 });

    expect(staged.bytes).toBe(1000);
    await expect(refused).rejects.toMatchObject({ name: 'Problem', type: 'too-large' });
  });

  it('over the limit is refused at once, its source closed, and leaves no blob', async () => {
    const blob = anyBlob();
    let given = 0;
    let isClosed = false;
    async function* endless() {
      try {
        for (;;) {
          given += MIB;
          yield Buffer.alloc(MIB);
        }
      } finally {
        isClosed = true;
      }
    }

    await expect(stage(blob, endless(), { maxBytes: 5 * MIB })).rejects.toThrow('5242880 bytes');

    expect(given).toBe(6 * MIB);
    expect(isClosed).toBe(true);
    expect(await blob.exists()).toBe(false);
  });

  it('is never held: of 20 MiB at most a block and a chunk are pulled ahead of the storage', async () => {
    const blob = anyBlob();
    const chunkBytes = 64 * 1024;
    let stored = 0;
    let ahead = 0;
    const stageBlock = blob.stageBlock.bind(blob);
    blob.stageBlock = async (id, body, length, options) => {
      const answer = await stageBlock(id, body, length, options);
      stored += length;
      return answer;
    };
    const image = inChunks(Buffer.alloc(20 * MIB, 'x'), chunkBytes, (sent) => {
      ahead = Math.max(ahead, sent - stored);
    });

    const staged = await stage(blob, image);

    expect(staged.bytes).toBe(20 * MIB);
    expect(stored).toBe(20 * MIB);
    expect(ahead).toBeLessThanOrEqual(4 * MIB + chunkBytes);
  });
});

describe('two that stage one blob', () => {
  it('do not mix: the first to commit has it whole, the other finds it present', async () => {
    const blob = anyBlob();
    const [one, other] = [randomBytes(5 * MIB), randomBytes(6 * MIB)];
    const [first, second] = await Promise.all([
      stage(blob, inChunks(one, 300_000)),
      stage(blob, inChunks(other, 500_000)),
    ]);

    expect(await second.commit()).toBe('committed');
    expect(await first.commit()).toBe('present');
    expect(other.equals(await blob.downloadToBuffer())).toBe(true);
  });

  it('and commit at the same time: one is committed, one present, the bytes are the one’s', async () => {
    const blob = anyBlob();
    const images = [randomBytes(5 * MIB), randomBytes(5 * MIB)];
    const staged = await Promise.all(images.map((image) => stage(blob, inChunks(image, MIB))));

    const ends = await Promise.all(staged.map((each) => each.commit()));

    expect([...ends].sort()).toEqual(['committed', 'present']);
    const winner = images[ends.indexOf('committed')];
    expect(winner?.equals(await blob.downloadToBuffer())).toBe(true);
  });

  it('find it present in a storage that looks for their blocks first, too', async () => {
    const blob = anyBlob();
    const late = await stage(blob, inChunks(randomBytes(10), 10));
    await (await stage(blob, inChunks(randomBytes(10), 10))).commit();
    const commitBlockList = blob.commitBlockList.bind(blob);
    blob.commitBlockList = (ids) => commitBlockList(ids);

    expect(await late.commit()).toBe('present');
  });

  it('find an image present that came after the first was stored', async () => {
    const blob = anyBlob();
    await blob.upload('abc', 3);

    const staged = await stage(blob, inChunks(randomBytes(10), 10));

    expect(await staged.commit()).toBe('present');
    expect((await blob.downloadToBuffer()).toString()).toBe('abc');
  });
});

describe('a stage that is given up', () => {
  it('ends with the reason though its source stands still, closes it, and leaves no blob', async () => {
    const blob = anyBlob();
    const controller = new AbortController();
    const { promise: still, resolve } = Promise.withResolvers<void>();
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    async function* image() {
      try {
        yield randomBytes(5 * MIB);
        controller.abort(new Error('gone'));
        await still;
      } finally {
        close();
      }
    }

    await expect(stage(blob, image(), { signal: controller.signal })).rejects.toThrow('gone');

    resolve();
    await closed;
    expect(await blob.exists()).toBe(false);
  });

  it('before it began takes nothing', async () => {
    const blob = anyBlob();
    let given = 0;
    const image = inChunks(randomBytes(10), 1, () => {
      given += 1;
    });

    const signal = AbortSignal.abort(new Error('gone'));
    await expect(stage(blob, image, { signal })).rejects.toThrow('gone');

    expect(given).toBe(0);
  });

  it('during a block or the commit ends with the reason', async () => {
    const blob = anyBlob();
    const duringBlock = new AbortController();
    const image = inChunks(randomBytes(5 * MIB), 5 * MIB);
    const stageBlock = blob.stageBlock.bind(blob);
    blob.stageBlock = (id, body, length, options) => {
      const answer = stageBlock(id, body, length, options);
      duringBlock.abort(new Error('gone'));
      return answer;
    };
    await expect(stage(blob, image, { signal: duringBlock.signal })).rejects.toThrow('gone');

    const beforeCommit = new AbortController();
    const staged = await stage(anyBlob(), inChunks(randomBytes(3), 3), {
      signal: beforeCommit.signal,
    });
    beforeCommit.abort(new Error('gone'));
    await expect(staged.commit()).rejects.toThrow('gone');
    expect(await blob.exists()).toBe(false);
  });

  it('by its source ends with the source’s error', async () => {
    const blob = anyBlob();
    async function* image() {
      yield randomBytes(5 * MIB);
      throw new Error('cut off');
    }

    await expect(stage(blob, image())).rejects.toThrow('cut off');
    expect(await blob.exists()).toBe(false);
  });
});
