import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { uuidV7 } from '@blobscribe/core/uuid';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../../test/support/azurite.ts';
import { Problem } from '../problem.ts';
import { readMultipart } from './read-multipart.ts';
import { stageImage } from './stage-image.ts';
import { cutOff, TYPE } from './test-forms.ts';

describe('a form over a connection', () => {
  let azurite: AzuriteFixture;
  let server: ReturnType<typeof serve>;
  let port = 0;
  const maxBytes = 5_000_000;

  beforeAll(async () => {
    azurite = await azuriteFixture();
    server = serve({ port: 0, hostname: '127.0.0.1', fetch: answer });
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  afterAll(async () => {
    await Promise.all([once(server.close(), 'close'), azurite.stop()]);
  });

  async function answer(request: Request): Promise<Response> {
    const name = new URL(request.url).pathname.slice(1);
    const blob = azurite.storage.getContainerClient('uploads').getBlockBlobClient(name);
    const { signal } = request;
    try {
      const { image: staged } = await readMultipart(request, { maxBytes }, (image, part) =>
        stageImage(blob, image, { maxBytes, signal, contentType: part.contentType }),
      );
      return Response.json({ end: await staged.commit(), sha256: staged.sha256 });
    } catch (error) {
      const type = error instanceof Problem ? error.type : String(error);
      return Response.json({ type }, { status: 400 });
    }
  }

  it('an image goes to storage as it was sent', async () => {
    const bytes = randomBytes(maxBytes);
    const data = new FormData();
    data.set('image', new File([bytes], 'cat.jpg', { type: 'image/jpeg' }));
    const name = uuidV7();

    const response = await fetch(`http://127.0.0.1:${port}/${name}`, {
      method: 'POST',
      body: data,
    });

    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await response.json()).toEqual({ end: 'committed', sha256 });
    const blob = azurite.storage.getContainerClient('uploads').getBlobClient(name);
    expect(bytes.equals(await blob.downloadToBuffer())).toBe(true);
    expect((await blob.getProperties()).contentType).toBe('image/jpeg');
  });

  it('a client that sends too much and then nothing has its answer, and no blob', async () => {
    const name = uuidV7();
    const request = sendRequest({ host: '127.0.0.1', port, path: `/${name}`, method: 'POST' });
    request.setHeader('content-type', TYPE);
    request.write(cutOff());
    request.write(Buffer.alloc(maxBytes));
    const [response] = await once(request, 'response');

    expect(JSON.parse(await text(response))).toEqual({ type: 'too-large' });
    request.on('error', () => {});
    request.destroy();
    const blob = azurite.storage.getContainerClient('uploads').getBlobClient(name);
    expect(await blob.exists()).toBe(false);
  });
});
