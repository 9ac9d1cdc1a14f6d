import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTenantName, promptName, requestName, uploadOfId, uploadOfName } from './blob-names.ts';
import { isUuid, uuidV5, uuidV7 } from './uuid.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';

describe('blob names', () => {
  it('lead from an id to its blobs', () => {
    const upload = uploadOfId('local', ID);

    expect(upload).toEqual({ tenant: 'local', id: ID, name: `local/${ID}` });
    expect(upload && requestName(upload)).toBe(`local/${ID}.json`);
    expect(promptName(`local/${ID}`)).toBe(`local/${ID}.json`);
  });

  it("put a batch's items under the batch, with one request for all", () => {
    const upload = uploadOfId('local', `${ID}.17`);

    expect(upload?.name).toBe(`local/${ID}/17`);
    expect(upload && requestName(upload)).toBe(`local/${ID}.json`);
  });

  it.each([
    'x',
    '',
    `${ID}.`,
    `${ID}.01`,
    `${ID}.1000`,
    `${ID}.1.2`,
    `${ID}/..`,
    ID.toUpperCase(),
    `../${ID}`,
  ])('know no upload for the id %j', (id) => {
    expect(uploadOfId('local', id)).toBeUndefined();
  });

  it.each(['drop/été/IMG 1.jpg', 'drop/a#b%20c+d&e.png', 'drop/🐈.jpg', 'drop/...', 'drop//x'])(
    'take the drop %j as it is',
    (name) => {
      expect(uploadOfName(name)).toEqual({ tenant: 'drop', id: uuidV5(name), name });
    },
  );

  it.each([
    'drop/',
    'drop',
    'drop/../local/x',
    'drop/a/./b',
    'drop/..',
    'stray.jpg',
    'local/photo.jpg',
    `drop/${'x'.repeat(1020)}`,
    `LOCAL/${ID}`,
  ])('refuse %j', (name) => {
    expect(uploadOfName(name)).toBeUndefined();
  });

  it('go round: the upload of an id has a name that leads back to the id', () => {
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 0, max: 999 })), (index) => {
        const id = index === null ? uuidV7() : `${uuidV7()}.${index}`;
        const upload = uploadOfId('local', id);

        expect(upload && uploadOfName(upload.name)).toEqual(upload);
      }),
    );
  });

  it('never take the reserved tenant for a client', () => {
    expect(isTenantName('local')).toBe(true);
    expect(isTenantName('drop')).toBe(false);
    expect(isTenantName('-x')).toBe(false);
  });
});

describe('ids', () => {
  it('of version 7 sort by time, of version 5 repeat', () => {
    expect(uuidV7(1) < uuidV7(2)).toBe(true);
    expect(isUuid(uuidV7())).toBe(true);
    expect(uuidV5('drop/a')).toBe(uuidV5('drop/a'));
    expect(isUuid(uuidV5('drop/a'))).toBe(true);
  });

  it('of version 5 agree with the published example', () => {
    // RFC 9562, A.4 uses the DNS namespace; this value was made by another implementation.
    expect(uuidV5('drop/a')).toBe('1708ba33-5121-5a3c-9a82-dc116eea04bb');
  });
});
