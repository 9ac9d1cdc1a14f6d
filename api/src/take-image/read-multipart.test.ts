import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readMultipart } from './read-multipart.ts';
import { form, image, options, requestOf, sent, takeWhole } from './test-forms.ts';

const MAX_BYTES = 1000;

const utf8 = (value: string) => Buffer.from(value).toString('latin1');

const read = (request: Request) => readMultipart(request, { maxBytes: MAX_BYTES }, takeWhole);

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
    expect(
      (await read(sent(form({ ...image, body: 'x'.repeat(MAX_BYTES) })))).image.body,
    ).toHaveLength(1000);
    expect((await read(sent(form({ ...image, body: '' })))).image.body).toBe('');
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
