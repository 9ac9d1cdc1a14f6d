import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { uuidV7 } from '@blobscribe/core/uuid';
import { serve } from '@hono/node-server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../../test/support/azurite.ts';
import { Problem } from '../problem.ts';
import { type ImagePart, readMultipart } from './read-multipart.ts';
import { stageImage } from './stage-image.ts';

const MAX_BYTES = 1000;
const BOUNDARY = 'frontier';

type Part = { readonly disposition: string; readonly type?: string; readonly body: string };

const image: Part = {
  disposition: 'form-data; name="image"; filename="cat.jpg"',
  type: 'image/jpeg',
  body: 'abc',
};
const options: Part = { disposition: 'form-data; name="options"', body: '{"detail":"short"}' };

/** A body as it goes over the wire; a text of it is bytes as Latin-1. */
function form(...parts: readonly Part[]): string {
  const written = parts.map(({ disposition, type, body }) => {
    const headers = [
      `Content-Disposition: ${disposition}`,
      ...(type ? [`Content-Type: ${type}`] : []),
    ];
    return `--${BOUNDARY}\r\n${headers.join('\r\n')}\r\n\r\n${body}\r\n`;
  });
  return `${written.join('')}--${BOUNDARY}--\r\n`;
}

/** A form that stands still, or breaks off, in the middle of a part. */
function cutOff(part: Part = image): string {
  return form({ ...part, body: 'abc'.repeat(100) }).slice(0, -200);
}

type Body = {
  readonly request: Request;
  isLetGo(): boolean;
};

/** A request whose body comes in pieces, and after them stands still unless it ends. */
function requestOf(
  pieces: Iterable<Uint8Array>,
  { contentType = `multipart/form-data; boundary=${BOUNDARY}`, ends = true } = {},
): Body {
  let isLetGo = false;
  const iterator = pieces[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = iterator.next();
        if (!done) controller.enqueue(value);
        else if (ends) controller.close();
      },
      cancel() {
        isLetGo = true;
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { 'content-type': contentType };
  const init = { method: 'POST', headers, body, duplex: 'half' } as const;
  return { request: new Request('http://x/', init), isLetGo: () => isLetGo };
}

const sent = (wire: string) => requestOf([Buffer.from(wire, 'latin1')]).request;
const utf8 = (value: string) => Buffer.from(value).toString('latin1');

async function readWhole(chunks: AsyncIterable<Uint8Array>, part: ImagePart) {
  return { ...part, body: (await buffer(chunks)).toString('latin1') };
}

const read = (request: Request) => readMultipart(request, { maxBytes: MAX_BYTES }, readWhole);

/** What an answer would say, or the image. */
async function outcome(request: Request) {
  try {
    return (await read(request)).image.body;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.type;
  }
}

describe('a form', () => {
  it.each([
    ['before', [options, image]],
    ['after', [image, options]],
  ])('has an image, and options %s it', async (_, parts) => {
    expect(await read(sent(form(...parts)))).toEqual({
      image: { fileName: 'cat.jpg', contentType: 'image/jpeg', body: 'abc' },
      options: { detail: 'short' },
    });
  });

  it('may have no options, and be made by FormData', async () => {
    const data = new FormData();
    data.set('image', new File([randomBytes(500)], 'Été.png', { type: 'image/png' }));

    const result = await read(new Request('http://x/', { method: 'POST', body: data }));

    expect(result.image).toMatchObject({ fileName: 'Été.png', contentType: 'image/png' });
    expect(result.image.body).toHaveLength(500);
    expect(result.options).toBeUndefined();
  });

  it('may have options that are a file of JSON', async () => {
    const data = new FormData();
    data.set('image', new File(['abc'], 'a.png'));
    data.set('options', new Blob(['{"detail":"long"}'], { type: 'application/json' }));

    const result = await read(new Request('http://x/', { method: 'POST', body: data }));

    expect(result.options).toEqual({ detail: 'long' });
  });

  it.each([
    ['in UTF-8', `filename="${utf8('日本/猫 🐈.jpg')}"`, '日本/猫 🐈.jpg'],
    ['as RFC 5987 has it', "filename*=UTF-8''%e2%82%ac%20rates.jpg", '€ rates.jpg'],
    ['with folders and quotes', 'filename="../a/C:\\x\\\\y \\"z\\".jpg"', '../a/C:\\x\\y "z".jpg'],
    ['that is empty', 'filename=""', undefined],
  ])('keeps a name %s', async (_, parameter, fileName) => {
    const disposition = `form-data; name="image"; ${parameter}`;

    expect((await read(sent(form({ ...image, disposition })))).image.fileName).toBe(fileName);
  });

  it('has an image of a type though it has no name, and one of a name though it has no type', async () => {
    const unnamed = { ...image, disposition: 'form-data; name="image"' };
    const { type: _, ...untyped } = image;

    expect((await read(sent(form(unnamed)))).image).toEqual({
      ...{ fileName: undefined, contentType: 'image/jpeg', body: 'abc' },
    });
    expect((await read(sent(form(untyped)))).image.contentType).toBeUndefined();
  });

  it('is the same in pieces of one byte, with a preamble and an epilogue', async () => {
    const wire = Buffer.from(`before\r\n${form(image, options)}after`);
    const { request } = requestOf(Array.from(wire, (byte) => Uint8Array.of(byte)));

    expect(await read(request)).toMatchObject({
      image: { body: 'abc' },
      options: { detail: 'short' },
    });
  });

  it('has an image of the most bytes, and an empty one', async () => {
    expect(await outcome(sent(form({ ...image, body: 'x'.repeat(MAX_BYTES) })))).toHaveLength(1000);
    expect(await outcome(sent(form({ ...image, body: '' })))).toBe('');
  });

  it('ends though its image was not read to the end', async () => {
    const wire = form({ ...image, body: 'x'.repeat(900) }, options);
    const pieces = Array.from(Buffer.from(wire), (byte) => Uint8Array.of(byte));
    const takeFirst = async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) return chunk.length;
      return 0;
    };

    const first = await readMultipart(requestOf(pieces).request, { maxBytes: 1000 }, takeFirst);
    const none = await readMultipart(sent(wire), { maxBytes: 1000 }, async () => 'none');

    expect(first).toEqual({ image: 1, options: { detail: 'short' } });
    expect(none.image).toBe('none');
  });
});

describe('a form that is refused', () => {
  const type = `multipart/form-data; boundary=${BOUNDARY}`;
  it.each([
    ['no form', form(image), 'application/json'],
    ['another form', 'image=abc', 'application/x-www-form-urlencoded'],
    ['no boundary', form(image), 'multipart/form-data'],
    ['an unusable boundary', form(image), `multipart/form-data; boundary=${'x'.repeat(300)}`],
    ['no image', form(options), type],
    ['no part', form(), type],
    ['nothing', '', type],
    ['a second image', form(image, image), type],
    ['second options', form(image, options, options), type],
    [
      'a part of another name',
      form(image, { ...options, disposition: 'form-data; name="x"' }),
      type,
    ],
    ['a part without a name', form(image, { ...options, disposition: 'form-data' }), type],
    ['an image that is a text', form({ ...options, disposition: 'form-data; name="image"' }), type],
    ['options that are no JSON', form(image, { ...options, body: '{' }), type],
    ['options of 64 KiB and a byte', form({ ...options, body: ' '.repeat(65_537) }, image), type],
    ['a body cut off in the image', cutOff(), type],
    ['a body cut off in a header', form(image).slice(0, 50), type],
    ['a body that does not end', form(image).slice(0, -4), type],
    ['bytes of no form', 'x'.repeat(5000), type],
  ])('for %s says what to send', async (_, wire, contentType) => {
    const { request } = requestOf([Buffer.from(wire)], { contentType });

    await expect(read(request)).rejects.toMatchObject({
      name: 'Problem',
      type: 'invalid-request',
      message: expect.stringContaining('one file part named "image"'),
    });
  });

  it('without a body says so', async () => {
    const headers = { 'content-type': type };
    const request = new Request('http://x/', { method: 'POST', headers });

    expect(await outcome(request)).toBe('invalid-request');
  });

  it('for a part of another name waits for no more of it', async () => {
    const wire = cutOff({ ...image, disposition: 'form-data; name="x"; filename="x"' });
    const { request, isLetGo } = requestOf([Buffer.from(wire)], { ends: false });

    expect(await outcome(request)).toBe('invalid-request');
    expect(isLetGo()).toBe(true);
  });

  it.each([
    ['its image has a byte too many', form({ ...image, body: 'x'.repeat(MAX_BYTES + 1) })],
    ['it is long round its image', `${'x'.repeat(200_000)}\r\n${form(image)}`],
  ])('is too large where %s, and let go', async (_, wire) => {
    const { request, isLetGo } = requestOf([Buffer.from(wire)], { ends: false });

    expect(await outcome(request)).toBe('too-large');
    expect(isLetGo()).toBe(true);
  });

  it('is not read at all where it announces too much', async () => {
    const { request, isLetGo } = requestOf([], { ends: false });
    request.headers.set('content-length', '1000000000');

    expect(await outcome(request)).toBe('too-large');
    expect(isLetGo()).toBe(false);
  });

  it('breaks off with the connection, for whoever takes the image too', async () => {
    const wire = Buffer.from(cutOff());
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulls += 1;
        if (pulls === 1) controller.enqueue(wire);
        else controller.error(new Error('ECONNRESET'));
      },
    });
    const headers = { 'content-type': type };
    const request = new Request('http://x/', { method: 'POST', headers, body, duplex: 'half' });
    const takerFailed = Promise.withResolvers<unknown>();
    const take = (chunks: AsyncIterable<Uint8Array>) =>
      buffer(chunks).catch((error) => {
        takerFailed.resolve(error);
        throw error;
      });

    const error = await readMultipart(request, { maxBytes: 1000 }, take).catch((thrown) => thrown);

    expect(error).toMatchObject({ type: 'invalid-request' });
    expect(await takerFailed.promise).toBe(error);
  });

  it('fails as its taker fails, though its client sends nothing more', async () => {
    const { request, isLetGo } = requestOf([Buffer.from(cutOff())], {
      ends: false,
    });
    const take = async () => {
      throw new Error('the storage is away');
    };

    const reading = readMultipart(request, { maxBytes: 1000 }, take);

    await expect(reading).rejects.toThrow('the storage is away');
    expect(isLetGo()).toBe(true);
  });

  it('comes to an end whatever is changed in it', async () => {
    const wire = Buffer.from(form(options, { ...image, body: `abc\r\n--${BOUNDARY}x\r\n` }));
    const at = fc.integer({ min: 0, max: wire.length });
    const change = fc.oneof(
      fc.record({ at, drop: fc.nat(30), put: fc.uint8Array({ maxLength: 8 }) }),
      fc.record({
        at,
        drop: fc.nat(3),
        put: fc
          .constantFrom(
            '\r\n',
            '\r\n\r\n',
            `--${BOUNDARY}`,
            `\r\n--${BOUNDARY}--`,
            '"',
            ';',
            '*=',
            "'",
            '--',
          )
          .map((put) => Buffer.from(put)),
      }),
    );
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, fc.integer({ min: 1, max: 200 }), async (some, pieceBytes) => {
        let bytes = wire;
        for (const { at, drop, put } of some) {
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + drop)]);
        }
        const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
          bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
        );

        expect(await outcome(requestOf(pieces).request)).toBeTypeOf('string');
      }),
      { numRuns: 300 },
    );
  });
});

describe('an image that comes slowly away', () => {
  it('holds back the body: no more than some chunks are pulled ahead of its taker', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const chunks = 160;
    let pulled = 0;
    function* pieces() {
      const wire = form({ ...image, body: '|' }).split('|');
      yield Buffer.from(wire[0] ?? '');
      for (let index = 0; index < chunks; index += 1) {
        pulled += chunk.length;
        yield chunk;
      }
      yield Buffer.from(wire[1] ?? '');
    }
    let ahead = 0;
    const take = async (image: AsyncIterable<Uint8Array>) => {
      let taken = 0;
      for await (const piece of image) {
        taken += piece.length;
        ahead = Math.max(ahead, pulled - taken);
      }
      return taken;
    };

    const limits = { maxBytes: chunks * chunk.length };
    const result = await readMultipart(requestOf(pieces()).request, limits, take);

    expect(result.image).toBe(chunks * chunk.length);
    expect(ahead).toBeLessThanOrEqual(4 * chunk.length);
  });
});

describe('over a connection', () => {
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
    request.setHeader('content-type', `multipart/form-data; boundary=${BOUNDARY}`);
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
