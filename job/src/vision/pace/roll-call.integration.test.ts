import { setTimeout as sleep } from 'node:timers/promises';
import { CONTAINERS, EXECUTIONS_PREFIX, isTenantName } from '@blobscribe/core/blob-names';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AzuriteFixture, azuriteFixture } from '../../../../test/support/azurite.ts';
import { createRollCall } from './roll-call.ts';

let azurite: AzuriteFixture;
const signal = new AbortController().signal;

beforeAll(async () => {
  azurite = await azuriteFixture();
});

afterEach(async () => {
  for (const name of await names()) await cache().deleteBlob(name);
});

afterAll(() => azurite.stop());

function cache() {
  return azurite.storage.getContainerClient(CONTAINERS.cache);
}

async function names(): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of cache().listBlobsFlat()) found.push(name);
  return found;
}

describe('executions that answer', () => {
  it('are counted, each once however often it answers', async () => {
    const [one, two, three] = [1, 2, 3].map(() => createRollCall(azurite.storage));

    expect(await one?.answer(signal)).toBe(1);
    expect(await two?.answer(signal)).toBe(2);
    expect(await one?.answer(signal)).toBe(2);
    expect(await three?.answer(signal)).toBe(3);
    expect(await one?.answer(signal)).toBe(3);
  });

  it('are not counted any more once they have left, and nothing of them stays', async () => {
    const [one, two] = [createRollCall(azurite.storage), createRollCall(azurite.storage)];
    await one.answer(signal);
    await two.answer(signal);

    await one.leave(signal);

    expect(await two.answer(signal)).toBe(1);
    await two.leave(signal);
    expect(await names()).toEqual([]);
  });

  it('answer anew where somebody took them for dead', async () => {
    const one = createRollCall(azurite.storage);
    await one.answer(signal);
    for (const name of await names()) await cache().deleteBlob(name);

    expect(await one.answer(signal)).toBe(1);
    expect(await names()).toHaveLength(1);
  });

  it('have a name that no tenant has', () => {
    expect(isTenantName(EXECUTIONS_PREFIX.split('/')[0] ?? '')).toBe(false);
  });
});

describe('an execution that does not answer any more', () => {
  it('is not counted, and cleaned up after', async () => {
    const aliveMs = 1_500;
    const dead = createRollCall(azurite.storage, aliveMs);
    const alive = createRollCall(azurite.storage, aliveMs);
    await dead.answer(signal);
    expect(await alive.answer(signal)).toBe(2);

    for (let count = 2; count > 1; count = await alive.answer(signal)) await sleep(100);

    expect(await names()).toHaveLength(1);
    expect(await dead.answer(signal)).toBe(2);
  });

  it('leaves whatever else is in the container alone', async () => {
    const one = createRollCall(azurite.storage, 0);
    await cache().getBlockBlobClient('acme/analysis.json').upload('{}', 2);

    expect(await one.answer(signal)).toBe(1);

    expect(await names()).toContain('acme/analysis.json');
  });
});
