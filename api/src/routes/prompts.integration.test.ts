import { uuidV7 } from '@blobscribe/core/uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiBench, apiBench } from '../../../test/support/api-bench.ts';

let bench: ApiBench;

beforeAll(async () => {
  bench = await apiBench();
});

afterAll(() => bench.stop());

describe('GET /v1/prompts/{id}', () => {
  it('tells where an image stands', async () => {
    const { issued } = await bench.createUpload();
    const path = `/v1/prompts/${issued.id}`;

    const awaiting = await bench.ask(path);
    expect(await awaiting.json()).toEqual({ id: issued.id, status: 'awaiting-upload' });
    expect(awaiting.headers.get('retry-after')).toBe('1');

    await fetch(issued.upload.url, { method: 'PUT', headers: issued.upload.headers, body: 'abc' });
    expect(await (await bench.ask(path)).json()).toEqual({ id: issued.id, status: 'queued' });
  });

  it('waits for the record and gives it as it is, with its ETag', async () => {
    const { issued } = await bench.createUpload();
    const record = { id: issued.id, status: 'succeeded' };
    const prompts = bench.azurite.storage.getContainerClient('prompts');
    const blob = prompts.getBlockBlobClient(`local/${issued.id}.json`);

    const waiting = bench.ask(`/v1/prompts/${issued.id}?wait=30`);
    await blob.upload(JSON.stringify(record), JSON.stringify(record).length);

    const response = await waiting;
    const etag = response.headers.get('etag') ?? '';
    expect(await response.json()).toEqual(record);
    const again = await bench.ask(`/v1/prompts/${issued.id}`, {
      headers: { 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
  });

  it('is given up when the client hangs up, without an error in the log', async () => {
    const { issued } = await bench.createUpload();
    const hangUp = new AbortController();
    const before = bench.logged.length;
    const waiting = bench.ask(`/v1/prompts/${issued.id}?wait=30`, {
      signal: hangUp.signal,
    });

    hangUp.abort();

    expect((await waiting).status).toBe(499);
    expect(bench.logged.slice(before)).toEqual([]);
  });

  it.each([uuidV7(), 'x', '..%2f..%2fetc', `${uuidV7()}.7`, '%00'])(
    'answers 404 to the id %s',
    async (id) => {
      const response = await bench.ask(`/v1/prompts/${id}?wait=5`);

      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    },
  );

  it.each(['wait=31', 'wait=-1', 'wait=1.5', 'wait=', 'wait=x', 'weight=1'])(
    'answers 400 to ?%s, before any look-up',
    async (query) => {
      expect((await bench.ask(`/v1/prompts/x?${query}`)).status).toBe(400);
    },
  );
});
