import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlobCreated, subjectOf } from './blob-created-event.ts';

const CLOUD_EVENT = {
  specversion: '1.0',
  type: 'Microsoft.Storage.BlobCreated',
  source: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a',
  id: '9aeb0fdf-c01e-0131-0922-9eb54906e209',
  time: '2026-11-25T10:00:00.000Z',
  subject: subjectOf('drop/cat.jpg'),
  data: {
    api: 'PutBlob',
    eTag: '0x8D4BCC2E4835CD0',
    contentType: 'image/jpeg',
    contentLength: 3000,
    blobType: 'BlockBlob',
    url: 'https://a.blob.core.windows.net/uploads/drop/cat.jpg',
    sequencer: '00000000000004420000000000028963',
  },
};

const EXPECTED = {
  id: CLOUD_EVENT.id,
  api: 'PutBlob',
  etag: '0x8D4BCC2E4835CD0',
  names: ['drop/cat.jpg'],
  occurredAt: new Date(CLOUD_EVENT.time),
};

const { type, time, ...shared } = CLOUD_EVENT;

describe('a BlobCreated event', () => {
  it.each([
    ['a CloudEvent', CLOUD_EVENT],
    ['in an array of one', [CLOUD_EVENT]],
    ['without the first slash', { ...CLOUD_EVENT, subject: CLOUD_EVENT.subject.slice(1) }],
    [
      'with quotes about its eTag',
      { ...CLOUD_EVENT, data: { ...CLOUD_EVENT.data, eTag: '"0x8D4BCC2E4835CD0"' } },
    ],
    ["in Event Grid's own schema", { ...shared, eventType: type, eventTime: time, topic: '/t' }],
  ])('is read %s', (_, body) => {
    expect(parseBlobCreated(body)).toEqual(EXPECTED);
  });

  it('whose subject lost an emoji offers the names in its url', () => {
    const event = {
      ...CLOUD_EVENT,
      subject: subjectOf('drop/\uFFFD\uFFFD.jpg'),
      data: { ...CLOUD_EVENT.data, url: 'http://a/uploads/drop/%F0%9F%90%88.jpg' },
    };

    expect(parseBlobCreated(event).names).toEqual(['drop/%F0%9F%90%88.jpg', 'drop/🐈.jpg']);
  });

  it('keeps a # and a stray % of its url', () => {
    const url = 'http://a/uploads/drop/100% #1.jpg';
    const event = { ...CLOUD_EVENT, data: { ...CLOUD_EVENT.data, url } };

    expect(parseBlobCreated(event).names).toEqual(['drop/cat.jpg', 'drop/100% #1.jpg']);
  });

  it.each([
    ['of another type', { ...CLOUD_EVENT, type: 'Microsoft.Storage.BlobDeleted' }],
    [
      'of another container',
      { ...CLOUD_EVENT, subject: '/blobServices/default/containers/prompts/blobs/x' },
    ],
    ['without data', { ...CLOUD_EVENT, data: undefined }],
    ['with a time that is none', { ...CLOUD_EVENT, time: 'yesterday' }],
    ['that is two events', [CLOUD_EVENT, CLOUD_EVENT]],
    [
      'that lost its name altogether',
      { ...CLOUD_EVENT, subject: subjectOf('\uFFFD'), data: { ...CLOUD_EVENT.data, url: 'x' } },
    ],
  ])('%s is refused', (_, body) => {
    expect(() => parseBlobCreated(body)).toThrow();
  });

  it('is an event or an Error, whatever JSON arrives', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        try {
          parseBlobCreated(body);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
