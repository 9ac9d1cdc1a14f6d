import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '../../core/src/api-key.ts';
import { type Cloud, startCloud } from '../support/cloud.ts';
import { type ApiContainer, startApiContainer } from '../support/containers.ts';

describe('an API without any key', () => {
  let cloud: Cloud;
  let api: ApiContainer;

  beforeAll(async () => {
    cloud = await startCloud({ hasBroker: false });
    api = await startApiContainer(cloud);
  });

  afterAll(async () => {
    await api?.end();
    await cloud?.close();
  });

  it('knows its callers by the hashes in the vault', async () => {
    const ask = (headers: Record<string, string>) => fetch(`${api.url}/v1/prompts`, { headers });

    expect((await ask({})).status).toBe(401);
    expect((await ask({ 'x-api-key': createApiKey() })).status).toBe(401);
    expect((await ask({ 'x-api-key': cloud.apiKey })).status).toBe(200);
  });

  it('asks for one user-delegation key, though 1,000 URLs are asked for at once', async () => {
    const files = Array.from({ length: 90 }, (_, index) => ({ name: `${index}.jpg` }));
    const createBatch = async () => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ files });
      const answer = await api.call('/v1/batches', { method: 'POST', headers, body });
      const { items } = (await answer.json()) as { items: readonly unknown[] };
      return items.length;
    };

    const batches = Promise.all(Array.from({ length: 10 }, createBatch));
    const single = Promise.all(Array.from({ length: 100 }, () => api.createUpload()));

    expect(await batches).toEqual(Array(10).fill(90));
    expect(await single).toHaveLength(100);
    expect(cloud.storage.count('comp=userdelegationkey')).toBe(1);
  });

  it('signs URLs that create one blob, over https only, with a user-delegation key', async () => {
    const { id, url, headers } = await api.createUpload();
    const put = (to: string) => fetch(to, { method: 'PUT', headers, body: 'abc' });
    const query = new URL(url).searchParams;

    expect(query.get('sp')).toBe('c');
    expect(query.get('spr')).toBe('https');
    expect(query.get('skoid')).toBeTruthy();
    expect((await put(url)).status).toBe(201);
    expect((await put(url)).status).toBe(403);
    expect((await put(url.replace(id, randomUUID()))).status).toBe(403);
    expect((await fetch(url)).status).toBe(403);
  });
});
