import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberedJpeg } from './faults/numbered-jpeg.ts';
import { type RunningCommand, startCommand } from './support/command.ts';
import { dataFolder, type TestStack, temporaryStack } from './support/stack.ts';
import { until } from './support/until.ts';
import { startVisionService, type VisionService } from './support/vision-service.ts';

const IMAGES = 60;

let service: VisionService;
let stack: TestStack;
let place: Awaited<ReturnType<typeof dataFolder>>;
let next = 0;

beforeAll(async () => {
  service = await startVisionService();
  stack = await temporaryStack({
    VISION_PROVIDER: 'openai',
    OPENAI_API_KEY: 'a-key',
    OPENAI_BASE_URL: `${service.endpoint}/v1`,
    // What a killed execution held comes back after this.
    LOCK_SECONDS: '5',
  });
  place = await dataFolder();
});

afterAll(async () => {
  await stack?.stop();
  await service?.close();
  await place?.remove();
});

/** A folder of images that no other test has. */
async function makeFolder(): Promise<string> {
  const folder = join(place.path, `set-${next}`);
  await mkdir(folder);
  for (let index = 0; index < IMAGES; index += 1) {
    next += 1;
    await writeFile(join(folder, `${next}.jpg`), await numberedJpeg(next));
  }
  return folder;
}

function start(folder: string): RunningCommand {
  return startCommand(['batch', folder, '--data', stack.data, '--jsonl', '--sidecar', 'txt']);
}

async function uploads(): Promise<number> {
  const names = await Array.fromAsync(stack.blobs.getContainerClient('uploads').listBlobsFlat());
  return names.length;
}

describe('blobscribe batch that is ended on the way', () => {
  it('loses and repeats nothing, killed twice, with executions killed beside it', async () => {
    const folder = await makeFolder();
    const [before, asked] = [await uploads(), service.requests.length];

    const first = start(folder);
    await until('some uploads', async () => (await uploads()) > before + 10);
    first.process.kill('SIGKILL');
    await first.ended;
    const second = start(folder);
    await until('some words', () => service.requests.length > asked + 10);
    for (const execution of stack.executions()) process.kill(execution, 'SIGKILL');
    second.process.kill('SIGKILL');
    await second.ended;
    const { status, stderr } = await start(folder).ended;

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain(`${IMAGES} of ${IMAGES} images have words`);
    const [, told, awaited] = [...stderr.matchAll(/^(\d+)\/(\d+)/gm)].at(-1) ?? [];
    expect(told).toBe(awaited);
    expect((await readdir(folder)).filter((name) => name.endsWith('.txt'))).toHaveLength(IMAGES);
    const lines = (await readFile(join(folder, 'metadata.jsonl'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(IMAGES);
    expect(await uploads()).toBe(before + IMAGES);
    // What an execution had asked and not yet kept as it was killed is asked again, and nothing else.
    expect(service.requests.length - asked).toBeLessThanOrEqual(IMAGES + 4 * 16);
    expect((await stack.queue()).dead).toBe(0);
  });

  it('stops in order at Ctrl-C, and goes on', async () => {
    const folder = await makeFolder();
    const before = await uploads();

    const stopped = start(folder);
    await until('some uploads', async () => (await uploads()) > before + 10);
    stopped.process.kill('SIGINT');
    const { status, stderr } = await stopped.ended;

    expect({ status, stderr }).toMatchObject({ status: 130 });
    expect(stderr).toContain('call it again to go on');
    expect((await readdir(folder)).filter((name) => name.endsWith('.lock'))).toEqual([]);
    expect((await start(folder).ended).status).toBe(0);
    expect(await uploads()).toBe(before + IMAGES);
  });
});
