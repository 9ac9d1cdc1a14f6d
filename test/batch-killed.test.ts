import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BatchBench, batchBench, type SetFolder } from './support/batch-bench.ts';
import { until } from './support/until.ts';

const IMAGES = 60;

let bench: BatchBench;

beforeAll(async () => {
  // What a killed execution held comes back after its lock.
  bench = await batchBench({ LOCK_SECONDS: '5' });
});

afterAll(() => bench?.stop());

async function makeSet(): Promise<SetFolder> {
  const set = await bench.folder();
  await set.write(...Array.from({ length: IMAGES }, (_, index) => `${index}.jpg`));
  return set;
}

function start(set: SetFolder) {
  return bench.start(set, '--jsonl', '--sidecar', 'txt');
}

describe('blobscribe batch that is ended on the way', () => {
  it('loses and repeats nothing, killed twice, with executions killed beside it', async () => {
    const set = await makeSet();
    const [before, asked] = [await bench.uploads(), bench.service.requests.length];

    const first = start(set);
    await until('some uploads', async () => (await bench.uploads()) > before + 10);
    first.process.kill('SIGKILL');
    await first.ended;
    const second = start(set);
    await until('some words', () => bench.service.requests.length > asked + 10);
    for (const execution of bench.stack.executions()) process.kill(execution, 'SIGKILL');
    second.process.kill('SIGKILL');
    await second.ended;
    const { status, stderr } = await start(set).ended;

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain(`${IMAGES} of ${IMAGES} images have words`);
    const [, told, awaited] = [...stderr.matchAll(/^(\d+)\/(\d+)/gm)].at(-1) ?? [];
    expect(told).toBe(awaited);
    expect((await readdir(set.path)).filter((name) => name.endsWith('.txt'))).toHaveLength(IMAGES);
    const lines = (await set.text('metadata.jsonl')).trim().split('\n');
    expect(lines).toHaveLength(IMAGES);
    expect(await bench.uploads()).toBe(before + IMAGES);
    expect((await bench.stack.queue()).dead).toBe(0);
  });

  it('stops in order at Ctrl-C, and goes on', async () => {
    const set = await makeSet();
    const [before, asked] = [await bench.uploads(), bench.service.requests.length];

    const stopped = start(set);
    await until('some uploads', async () => (await bench.uploads()) > before + 10);
    stopped.process.kill('SIGINT');
    const { status, stderr } = await stopped.ended;

    expect({ status, stderr }).toMatchObject({ status: 130 });
    expect(stderr).toContain('call it again to go on');
    expect((await readdir(set.path)).filter((name) => name.endsWith('.lock'))).toEqual([]);
    expect((await start(set).ended).status).toBe(0);
    expect(await bench.uploads()).toBe(before + IMAGES);
    expect(bench.service.requests.length).toBe(asked + IMAGES);
  });
});
