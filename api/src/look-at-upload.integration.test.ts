import { promptName, type Upload, uploadOfId } from '@blobscribe/core/blob-names';
import { connectStorage } from '@blobscribe/core/connect-storage';
import { uuidV7 } from '@blobscribe/core/uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../test/support/azurite.ts';
import { countStorageRequests, type StorageRequests } from '../../test/support/storage-requests.ts';
import { createUploadLook, type UploadLook } from './look-at-upload.ts';
import { createRequestStore } from './request-store.ts';

let azurite: AzuriteFixture;
let requests: StorageRequests;
let look: UploadLook;
const { signal } = new AbortController();

beforeAll(async () => {
  azurite = await azuriteFixture();
  requests = await countStorageRequests(azurite.connectionString, azurite.port);
  const storage = await connectStorage({ STORAGE_CONNECTION_STRING: requests.connectionString });
  look = createUploadLook(storage, createRequestStore(storage));
});

afterAll(async () => {
  await requests.close();
  await azurite.stop();
});

function anyUpload(): Upload {
  const upload = uploadOfId('local', uuidV7());
  if (!upload) throw new Error('no such upload');
  return upload;
}

const recordOf = ({ name }: Upload) =>
  azurite.storage.getContainerClient('prompts').getBlockBlobClient(promptName(name));

describe('a look at an upload', () => {
  it('reads a record once for all who ask for it within a moment', async () => {
    const upload = anyUpload();
    await recordOf(upload).upload('{}', 2);
    requests.take();

    const together = await Promise.all(
      Array.from({ length: 20 }, () => look.record(upload, signal)),
    );
    const after = look.recent(upload);

    expect(new Set(together)).toEqual(new Set([after]));
    expect(after?.text).toBe('{}');
    expect(requests.take()).toMatchObject({ read: 1, other: 0 });
  });

  it('is shared by those who ask at the same time for what is not done, and kept for nobody', async () => {
    const upload = anyUpload();
    requests.take();

    const together = Array.from({ length: 20 }, () => look.unfinished(upload, signal));
    expect(new Set(await Promise.all(together))).toEqual(new Set([undefined]));
    const first = requests.take();
    await azurite.storage
      .getContainerClient('uploads')
      .getBlockBlobClient(upload.name)
      .upload('a', 1);

    expect(await look.unfinished(upload, signal)).toBe('queued');
    expect(first.other).toBe(3);
    expect(requests.take().other).toBe(3);
  });

  it('does not tell of what was deleted here, not even if it was begun before', async () => {
    const upload = anyUpload();
    await recordOf(upload).upload('{}', 2);
    await look.record(upload, signal);
    look.forget(upload);
    const begun = look.record(upload, signal);
    look.forget(upload);
    await recordOf(upload).delete();

    const after = look.record(upload, signal);

    await begun;
    expect(await after).toBeUndefined();
    expect(look.recent(upload)).toBeUndefined();
  });
});
