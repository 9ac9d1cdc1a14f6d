import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatch } from '../scripts/src/client/batches.ts';
import { sendImage } from '../scripts/src/client/uploads.ts';
import { runCommand, startCommand } from './support/command.ts';
import { jpeg } from './support/pictures.ts';
import { dataFolder, type TestStack, temporaryStack } from './support/stack.ts';
import { until } from './support/until.ts';

let stack: TestStack;
let place: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  [stack, place] = await Promise.all([temporaryStack(), dataFolder()]);
});

afterAll(async () => {
  await stack?.stop();
  await place?.remove();
});

function blobscribe(command: string, ...args: string[]) {
  return runCommand([command, ...args, '--data', stack.data], { cwd: place.path });
}

const text = (name: string) => readFile(join(place.path, name), 'utf8');

async function drop(name: string, content?: Buffer): Promise<void> {
  const image = content ?? (await jpeg(name.length));
  await stack.drop(name).upload(image, image.length);
  await stack.untilRecord(`drop/${name}`);
}

describe('blobscribe export', () => {
  it('takes away what was dropped, by its names below the folder', async () => {
    await drop('summer/day 1/a.jpg');
    await drop('summer/bad.jpg', Buffer.from('no image'));

    const { status, stderr } = await blobscribe(
      ...['export', 'drop/summer/', '--out', 'words', '--sidecar', 'txt', '--jsonl', '--csv'],
    );

    expect({ status, stderr }).toMatchObject({ status: 1 });
    expect(stderr).toContain('1 image with words, 1 failed');
    expect((await readdir(join(place.path, 'words'), { recursive: true })).sort()).toEqual(
      ['day 1', 'day 1/a.txt', 'metadata.jsonl', 'prompts.csv'].sort(),
    );
    expect(JSON.parse(await text('words/metadata.jsonl')).file_name).toBe('day 1/a.jpg');
    expect(await text('words/prompts.csv')).toMatch(/^bad\.jpg,.*not-an-image\r$/m);
  });

  it('takes away a batch, and says what of it is not finished', async () => {
    const names = ['../../up.jpg', 'con.jpg', 'later.jpg'];
    const api = { url: stack.api };
    const { id, items } = await createBatch(api, {
      names,
      options: { targets: ['natural'] },
      key: 'k',
    });
    for (const [index, upload] of items.slice(0, 2).entries()) {
      const path = join(place.path, `${index}.jpg`);
      await writeFile(path, await jpeg(index + 50));
      await sendImage(api, upload, path);
      await stack.untilRecord(`local/${id}/${index}`);
    }

    const { status, stderr } = await blobscribe('export', id, '--out', 'batch', '--sidecar', 'txt');

    expect({ status, stderr }).toMatchObject({ status: 1 });
    expect(stderr).toContain('1 image not finished');
    expect((await readdir(join(place.path, 'batch'))).sort()).toEqual(['_con.txt', 'up.txt']);

    const again = await blobscribe(
      ...['export', id, '--out', 'tags', '--sidecar', 'txt', '--retarget'],
      ...['--target', 'tags', '--trigger', 'ohwx'],
    );
    expect(again.status).toBe(1);
    expect(await text('tags/up.txt')).toMatch(/^ohwx, /);
    const without = await blobscribe('export', id, '--json', '--target', 'tags');
    expect(without.stderr).toContain('2 records without tags');
    expect(
      without.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).file),
    ).toEqual(names.slice(0, 2));
  });

  it.each([
    [['drop/'], 'say what to make'],
    [['photos', '--csv'], 'neither the id of a batch nor drop/'],
    [['drop/', '--csv', '--trigger', 'ohwx'], '--retarget'],
  ])('exits 2 for %j', async (args, message) => {
    const { status, stderr } = await blobscribe('export', ...args);

    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(message),
    });
  });
});

describe('blobscribe watch', () => {
  it('prints what is dropped, as it is described, until it is stopped', async () => {
    await drop('watched/before.jpg');
    const watching = startCommand(['watch', 'drop/watched/', '--data', stack.data]);
    await until('the watch', () => watching.output().stderr.includes('Watching'));
    // Nothing was printed of what is old: one whole look is over when this one is seen.
    await drop('watched/é [1].jpg');
    await until('the words', () => /\n {2}A .*\n/.test(watching.output().stdout));
    await drop('watched/bad.jpg', Buffer.from('no image'));
    await until('the failure', () => watching.output().stdout.includes('failed'));

    watching.process.kill('SIGINT');
    const { status, stdout } = await watching.ended;

    expect(status).toBe(130);
    expect(stdout.match(/^drop.*$/gm)).toEqual(['drop/watched/é [1].jpg', 'drop/watched/bad.jpg']);
  });
});
