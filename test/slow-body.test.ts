import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadOfName } from '../core/src/blob-names.ts';
import { openImage } from '../job/src/load-image.ts';
import type { Door } from './faults/doors.ts';
import { createFaultProxy, type FaultProxy } from './faults/fault-proxy.ts';
import { moved } from './faults/moved.ts';
import { numberedJpeg } from './faults/numbered-jpeg.ts';
import { createRandom } from './faults/random.ts';
import { type AzuriteFixture, azuriteFixture } from './support/azurite.ts';

describe('a storage that sends a byte a second', () => {
  let azurite: AzuriteFixture;
  let proxy: FaultProxy;
  let door: Door;

  beforeAll(async () => {
    azurite = await azuriteFixture();
    const options = { targetPort: azurite.port, random: createRandom(1), onCall: () => {} };
    proxy = createFaultProxy(options);
    door = await proxy.open('test');
  });

  afterAll(async () => {
    await door.close();
    proxy.close();
    await azurite.stop();
  });

  it('keeps no execution for longer than it takes to read the file at a megabyte a second', async () => {
    const upload = uploadOfName('drop/slow.jpg');
    const file = await numberedJpeg(1);
    const blob = azurite.storage.getContainerClient('uploads').getBlockBlobClient('drop/slow.jpg');
    const { etag = '' } = await blob.upload(file, file.length);
    const storage = BlobServiceClient.fromConnectionString(
      moved(azurite.connectionString, door.port),
    );
    proxy.misbehave({ slow: 1 });
    const signal = new AbortController().signal;

    const image = await openImage(storage, upload ? [upload] : [], etag, { maxBytes: 1e6, signal });

    await expect(image?.read()).rejects.toThrow('reading the image did not end within 10');
  }, 15_000);
});
