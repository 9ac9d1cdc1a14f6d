import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareEtag } from '../core/src/read-blob.ts';
import { jpeg } from './support/pictures.ts';
import { type TestStack, temporaryStack } from './support/stack.ts';
import { until } from './support/until.ts';

const IMAGES = 24;
/** From before the image is taken up to after its record is there; a warm one takes 0.15 s. */
const STEP_MS = 15;

let stack: TestStack;

beforeAll(async () => {
  stack = await temporaryStack();
});

afterAll(() => stack.stop());

async function upload(seed: number): Promise<string> {
  const response = await fetch(`${stack.api}/v1/uploads`, { method: 'POST' });
  const { id, upload } = (await response.json()) as {
    id: string;
    upload: { url: string; headers: Record<string, string> };
  };
  const body = new Uint8Array(await jpeg(seed));
  await fetch(upload.url, { method: 'PUT', headers: upload.headers, body });
  return id;
}

async function left(id: string): Promise<string[]> {
  const names: string[] = [];
  for (const container of ['uploads', 'requests', 'prompts']) {
    const prefix = `local/${id}`;
    for await (const { name } of stack.blobs
      .getContainerClient(container)
      .listBlobsFlat({ prefix })) {
      names.push(`${container}/${name}`);
    }
  }
  return names;
}

describe('while an image is in work', () => {
  it('its deletion wins, at whatever moment it comes', async () => {
    await stack.untilRecord(`local/${await upload(0)}`);

    const ids = await Promise.all(
      Array.from({ length: IMAGES }, async (_, index) => {
        const id = await upload(index + 1);
        await sleep(index * STEP_MS);
        const deleted = await fetch(`${stack.api}/v1/prompts/${id}`, { method: 'DELETE' });
        expect(deleted.status).toBe(204);
        return id;
      }),
    );
    await stack.untilDrained();

    for (const id of ids) {
      await until(`nothing left of ${id}`, async () => {
        const names = await left(id);
        return names.length === 1 && names[0] === `requests/local/${id}.deleted`;
      });
      expect((await fetch(`${stack.api}/v1/prompts/${id}`)).status).toBe(404);
    }
  });

  it('a new version of a dropped one ends with its own record', async () => {
    const etags = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const blob = stack.drop(`again/${index}.jpg`);
        await blob.uploadData(await jpeg(index));
        await sleep(index * 2 * STEP_MS);
        return bareEtag((await blob.uploadData(await jpeg(index + 100))).etag);
      }),
    );

    for (const [index, etag] of etags.entries()) {
      await until(`the second record of ${index}`, async () => {
        const record = await stack.record(`drop/again/${index}.jpg`);
        return record?.source.etag === etag;
      });
    }
  });
});
