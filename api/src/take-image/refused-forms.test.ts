import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { readMultipart } from './read-multipart.ts';
import {
  BOUNDARY,
  cutOff,
  form,
  image,
  options,
  requestOf,
  TYPE,
  takeWhole,
} from './test-forms.ts';

const MAX_BYTES = 1000;

const read = (request: Request) => readMultipart(request, { maxBytes: MAX_BYTES }, takeWhole);

/** What an answer would say, or the image. */
async function outcome(request: Request) {
  try {
    return (await read(request)).image.body;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.type;
  }
}

describe('a form that is refused', () => {
  it.each([
    ['no form', form(image), 'application/json'],
    ['another form', 'image=abc', 'application/x-www-form-urlencoded'],
    ['no boundary', form(image), 'multipart/form-data'],
    ['an unusable boundary', form(image), `multipart/form-data; boundary=${'x'.repeat(300)}`],
    ['no image', form(options), TYPE],
    ['no part', form(), TYPE],
    ['nothing', '', TYPE],
    ['a second image', form(image, image), TYPE],
    ['second options', form(image, options, options), TYPE],
    [
      'a part of another name',
      form(image, { ...options, disposition: 'form-data; name="x"' }),
      TYPE,
    ],
    ['a part without a name', form(image, { ...options, disposition: 'form-data' }), TYPE],
    ['an image that is a text', form({ ...options, disposition: 'form-data; name="image"' }), TYPE],
    ['options that are no JSON', form(image, { ...options, body: '{' }), TYPE],
    ['options of 64 KiB and a byte', form({ ...options, body: ' '.repeat(65_537) }, image), TYPE],
    ['a body cut off in the image', cutOff(), TYPE],
    ['a body cut off in a header', form(image).slice(0, 50), TYPE],
    ['a body that does not end', form(image).slice(0, -4), TYPE],
    ['bytes of no form', 'x'.repeat(5000), TYPE],
  ])('for %s says what to send', async (_, wire, contentType) => {
    const { request } = requestOf([Buffer.from(wire)], { contentType });

    await expect(read(request)).rejects.toMatchObject({
      name: 'Problem',
      type: 'invalid-request',
      message: expect.stringContaining('one file part named "image"'),
    });
  });

  it('without a body says so', async () => {
    const headers = { 'content-type': TYPE };
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
    const headers = { 'content-type': TYPE };
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
    const wire = Buffer.from(
      form(options, { ...image, body: `abc\r\n--${BOUNDARY.slice(1)}\r\n` }),
    );
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
      { numRuns: 150 },
    );
  });
});
