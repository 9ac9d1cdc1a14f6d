import { analysisName } from '@blobscribe/core/blob-names';
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

describe('the ETag of what is not finished', () => {
  it('answers 304 while nothing has changed', async () => {
    const { issued } = await bench.createUpload();
    const first = await bench.ask(`/v1/prompts/${issued.id}`);
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };

    const same = await bench.ask(`/v1/prompts/${issued.id}`, { headers });
    await fetch(issued.upload.url, { method: 'PUT', headers: issued.upload.headers, body: 'abc' });
    const changed = await bench.ask(`/v1/prompts/${issued.id}`, { headers });

    expect(same.status).toBe(304);
    expect(same.headers.get('retry-after')).toBe('1');
    expect(await changed.json()).toMatchObject({ status: 'queued' });
  });
});

describe('POST /v1/prompts/{id}/upload', () => {
  const renew = (id: string) => bench.ask(`/v1/prompts/${id}/upload`, { method: 'POST' });

  it('gives a fresh URL, with the same headers, until the image has arrived', async () => {
    const { issued } = await bench.createUpload({ contentType: 'image/png' });

    const response = await renew(issued.id);
    const { upload } = (await response.json()) as typeof issued;
    const put = { method: 'PUT', headers: upload.headers, body: 'abc' };

    expect(response.status).toBe(200);
    expect(upload.headers).toEqual(issued.upload.headers);
    expect((await fetch(upload.url, put)).status).toBe(201);
    expect((await renew(issued.id)).status).toBe(409);
    expect((await renew(uuidV7())).status).toBe(404);
  });

  it('is a change of the request, whose last one the sweeper counts from', async () => {
    const batch = await bench.ask('/v1/batches', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ files: [{ name: 'a.png' }, { name: 'b.png' }] }),
    });
    const { id } = (await batch.json()) as { id: string };
    const requests = bench.azurite.storage.getContainerClient('requests');
    const properties = () => requests.getBlobClient(`local/${id}.json`).getProperties();
    const before = await properties();

    expect((await renew(`${id}.1`)).status).toBe(200);

    const after = await properties();
    expect(after.etag).not.toBe(before.etag);
    expect(after.metadata).toMatchObject({ items: '2' });
    expect((await renew(`${id}.1`)).status).toBe(200);
  });
});

describe('DELETE /v1/prompts/{id}', () => {
  const names = async () => {
    const { storage } = bench.azurite;
    const found: string[] = [];
    for (const container of ['uploads', 'requests', 'prompts', 'cache']) {
      for await (const { name } of storage.getContainerClient(container).listBlobsFlat()) {
        found.push(`${container}/${name}`);
      }
    }
    return found;
  };

  it('leaves nothing of an image but the sign that it was deleted', async () => {
    const { issued } = await bench.createUpload();
    const { url, headers } = issued.upload;
    await fetch(url, { method: 'PUT', headers, body: 'abc' });
    const { source, analysis } = await bench.describe(issued.id);
    const cached = analysisName('local', { sha256: source.sha256, ...analysis });
    await bench.azurite.storage
      .getContainerClient('cache')
      .getBlockBlobClient(cached)
      .upload('', 0);

    const response = await bench.ask(`/v1/prompts/${issued.id}`, { method: 'DELETE' });

    expect(response.status).toBe(204);
    const left = (await names()).filter(
      (name) => name.includes(issued.id) || name.includes(cached),
    );
    expect(left).toEqual([`requests/local/${issued.id}.deleted`]);
    expect((await bench.ask(`/v1/prompts/${issued.id}`)).status).toBe(404);
    const again = await bench.ask(`/v1/prompts/${issued.id}`, { method: 'DELETE' });
    expect(again.status).toBe(404);
  });

  it('is seen at once where the record was just read', async () => {
    const { issued } = await bench.createUpload();
    await bench.describe(issued.id);
    const path = `/v1/prompts/${issued.id}`;
    expect((await bench.ask(path)).status).toBe(200);

    expect((await bench.ask(path, { method: 'DELETE' })).status).toBe(204);

    expect((await bench.ask(path)).status).toBe(404);
  });

  it('answers 404 to an id that nobody has, and leaves no sign of it', async () => {
    const id = uuidV7();

    expect((await bench.ask(`/v1/prompts/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await names()).some((name) => name.includes(id))).toBe(false);
  });
});
