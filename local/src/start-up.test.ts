import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLocalFile, runningStack, writeLocalFile } from './local-file.ts';
import { anyPort, findPort } from './ports.ts';
import { readArguments } from './read-arguments.ts';

describe('the arguments of npm start', () => {
  it('have defaults, the port from the environment too', () => {
    expect(readArguments([], {})).toEqual({ port: 8080, data: '.blobscribe', help: false });
    expect(readArguments([], { PORT: '9000' }).port).toBe(9000);
    expect(readArguments(['--port', '1', '--data', 'x'], { PORT: '9000' })).toMatchObject({
      port: 1,
      data: 'x',
    });
  });

  it.each([[['--port', 'x']], [['--port', '70000']], [['--what']], [['folder']]])(
    '%j are refused',
    (args) => {
      expect(() => readArguments(args, {})).toThrow(TypeError);
    },
  );
});

describe('a port', () => {
  it('that is taken is named, and the next free one is used', async () => {
    const port = await anyPort();
    const server = createServer();
    await new Promise<void>((listening) => void server.listen(port, '127.0.0.1', listening));
    const told: number[][] = [];

    const found = await findPort(port, (wanted, instead) => told.push([wanted, instead]));

    expect(found).toBeGreaterThan(port);
    expect(told).toEqual([[port, found]]);
    await new Promise<void>((closed) => void server.close(() => closed()));
    expect(await findPort(port, () => {})).toBe(port);
  });
});

describe('local.json', () => {
  const content = {
    pid: process.pid,
    api: 'http://127.0.0.1:8080',
    storage: { connectionString: 'x' },
    serviceBus: { connectionString: 'y', queue: 'images' },
  };
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blobscribe-local-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('is for its owner only, and names the process that runs', async () => {
    await writeLocalFile(folder, content);

    expect((await stat(join(folder, 'local.json'))).mode & 0o777).toBe(0o600);
    expect(await runningStack(folder)).toBe(process.pid);
  });

  it('that a crash left behind names nobody', async () => {
    await writeLocalFile(folder, { ...content, pid: 2 ** 22 + 1 });

    expect(await runningStack(folder)).toBeUndefined();
  });

  it('that is half written or gone names nobody', async () => {
    await writeFile(join(folder, 'local.json'), '{"pid":');
    expect(await runningStack(folder)).toBeUndefined();

    await removeLocalFile(folder);
    expect(await runningStack(folder)).toBeUndefined();
  });
});
