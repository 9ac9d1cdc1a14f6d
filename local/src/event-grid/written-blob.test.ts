import { describe, expect, it } from 'vitest';
import { writtenBlob } from './written-blob.ts';

const PUT = {
  method: 'PUT',
  url: '/devstoreaccount1/uploads/drop/%C3%A9t%C3%A9/IMG%201.jpg?sv=1&sig=x',
  request: {
    'x-ms-blob-type': 'BlockBlob',
    'content-type': 'image/jpeg',
    'content-length': '3000',
  },
  status: 201,
  etag: '"0x1"',
};

describe('a call that storage has accepted', () => {
  it('tells of a Put Blob under the name that was meant', () => {
    expect(writtenBlob(PUT)).toEqual({
      api: 'PutBlob',
      name: 'drop/été/IMG 1.jpg',
      etag: '"0x1"',
      contentType: 'image/jpeg',
      blobType: 'BlockBlob',
      contentLength: 3000,
    });
  });

  it.each([
    ['drop/a%23b%2520c%2Bd%26e', 'drop/a#b%20c+d&e'],
    ['drop/%F0%9F%90%88.jpg', 'drop/🐈.jpg'],
    ['drop/../x', 'drop/../x'],
    ['drop/100%', 'drop/100%'],
  ])('decodes %s once', (raw, name) => {
    expect(writtenBlob({ ...PUT, url: `/devstoreaccount1/uploads/${raw}` })?.name).toBe(name);
  });

  it('tells of a Put Block List and of a copy', () => {
    const url = '/devstoreaccount1/uploads/drop/x?comp=blocklist';

    expect(writtenBlob({ ...PUT, url, request: {} })?.api).toBe('PutBlockList');
    expect(
      writtenBlob({ ...PUT, request: { 'x-ms-copy-source': 'http://x' }, status: 202 })?.api,
    ).toBe('CopyBlob');
  });

  it('tells the size that a page blob announces', () => {
    const request = { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': '1099511627776' };

    expect(writtenBlob({ ...PUT, request })).toMatchObject({
      blobType: 'PageBlob',
      contentLength: 2 ** 40,
    });
  });

  it.each([
    ['that was refused', { status: 403 }],
    ['that reads', { method: 'GET', status: 200 }],
    ['that writes one block', { url: '/devstoreaccount1/uploads/drop/x?comp=block' }],
    ['that sets metadata', { url: '/devstoreaccount1/uploads/drop/x?comp=metadata' }],
    ['that creates the container', { url: '/devstoreaccount1/uploads?restype=container' }],
    ['in another container', { url: '/devstoreaccount1/prompts/drop/x.json' }],
  ])('%s is no event', (_, change) => {
    expect(writtenBlob({ ...PUT, ...change })).toBeUndefined();
  });
});
