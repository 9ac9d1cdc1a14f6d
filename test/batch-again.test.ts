import { createHash, randomUUID } from 'node:crypto';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuidV7 } from '../core/src/uuid.ts';
import { type BatchBench, batchBench, type SetFolder } from './support/batch-bench.ts';
import { runCommand } from './support/command.ts';

let bench: BatchBench;
let set: SetFolder;

beforeAll(async () => {
  bench = await batchBench();
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  set = await bench.folder();
});

describe('blobscribe batch, on a folder that it knows,', () => {
  it('sends nothing twice: neither what is done, nor the same under another name', async () => {
    await set.write('a.jpg', 'b.jpg');
    await cp(join(set.path, 'a.jpg'), join(set.path, 'copy of a.jpg'));
    const [before, asked] = [await bench.uploads(), bench.service.requests.length];
    expect((await bench.batch(set, '--jsonl')).status).toBe(0);
    expect(await bench.uploads()).toBe(before + 2);
    expect((await set.text('metadata.jsonl')).match(/\n/g)).toHaveLength(3);

    await rename(join(set.path, 'b.jpg'), join(set.path, 'renamed.jpg'));
    const again = await bench.batch(set, '--jsonl');

    expect(again).toMatchObject({ status: 0, stderr: expect.stringContaining('2 done before') });
    expect(await set.text('metadata.jsonl')).toContain('renamed.jpg');
    expect(await bench.uploads()).toBe(before + 2);
    expect(bench.service.requests.length).toBe(asked + 2);
  });

  it.each([
    ['with what is remembered of it', true],
    ['without, since the pipeline remembers', false],
  ])('asks nobody about a copy of a folder, %s', async (_, withJournal) => {
    await set.write('a.jpg', 'b.jpg');
    await bench.batch(set);
    const asked = bench.service.requests.length;

    const copy = `${set.path} copied`;
    await cp(set.path, copy, { recursive: true });
    if (!withJournal) await rm(join(copy, '.blobscribe.jsonl'));
    const copied = bench.open(copy);
    const { status } = await bench.batch(copied, '--csv');

    expect(status).toBe(0);
    expect(await copied.text('prompts.csv')).toContain('a.jpg,');
    expect(bench.service.requests.length).toBe(asked);
  });

  it('names what failed and why, remembers it, and sends it again only when told to', async () => {
    await set.write('good.jpg');
    await writeFile(join(set.path, 'bad.jpg'), `no image ${set.path}`);
    const first = await bench.batch(set, '--json', '--csv');
    const before = await bench.uploads();
    const failure = {
      file: 'bad.jpg',
      status: 'failed',
      why: expect.stringMatching(/not-an-image/),
    };

    expect(first.status).toBe(1);
    expect(first.stderr).toMatch(/1 failed:\n {2}bad\.jpg: The file is not an image/);
    const lines = first.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(expect.arrayContaining([failure]));
    expect(await set.text('prompts.csv')).toMatch(/^bad\.jpg,,,[^,]+,failed,not-an-image\r$/m);

    // A pipeline would take seconds to start, and is not started: there is none on this folder.
    const second = await runCommand(['batch', set.path, '--data', join(bench.place, 'none')]);
    expect(second.status).toBe(1);
    expect(second.stderr).not.toContain('starting');
    expect(second.stderr).toContain('--retry-failed');

    expect((await bench.batch(set, '--retry-failed')).status).toBe(1);
    expect(await bench.uploads()).toBe(before + 1);
  });

  it('leaves images that have side-cars, and adds to them where that is wanted', async () => {
    await set.write('a.jpg', 'b.jpg');
    await writeFile(join(set.path, 'a.txt'), 'by hand');
    const before = await bench.uploads();

    expect((await bench.batch(set)).status).toBe(0);
    expect(await bench.uploads()).toBe(before + 1);
    expect(await set.text('a.txt')).toBe('by hand');

    for (let run = 0; run < 2; run += 1)
      await bench.batch(set, '--existing', 'append', '--trigger', 'ohwx');
    expect(await set.text('a.txt')).toMatch(/^by hand, ohwx\b/i);
    expect((await set.text('a.txt')).match(/ohwx/g)).toHaveLength(1);
  });

  it('makes other words of what is described, and asks nobody', async () => {
    await set.write('a.jpg', 'b.jpg');
    await bench.batch(set);
    const [before, asked] = [await bench.uploads(), bench.service.requests.length];
    await set.write('new.jpg');

    const { status } = await bench.batch(
      set,
      '--retarget',
      '--target',
      'tags',
      '--trigger',
      'ohwx',
    );

    expect(status).toBe(0);
    expect(await set.text('a.txt')).toMatch(/^ohwx, /);
    expect([await bench.uploads(), bench.service.requests.length]).toEqual([before, asked]);
  });

  it.each([
    ['that the pipeline has forgotten', { batch: uuidV7() }],
    ['that never got its name', undefined],
  ])('goes on after a batch %s', async (_, named) => {
    await set.write('a.jpg', 'b.jpg');
    const hash = createHash('sha256')
      .update(await readFile(join(set.path, 'a.jpg')))
      .digest('hex');
    const group = { key: randomUUID(), images: [[hash, 'a.jpg']], options: {} };
    const lines = [{ journal: 'blobscribe batch', version: 1 }, group];
    if (named) lines.push({ key: group.key, ...named } as never);
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writeFile(join(set.path, '.blobscribe.jsonl'), text);

    const { status, stderr } = await bench.batch(set);

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain('1 begun before');
    expect(stderr).toContain('2 of 2 images have words');
  });

  it('writes over no file of somebody else', async () => {
    await set.write('a.jpg');
    await writeFile(join(set.path, 'metadata.jsonl'), 'by hand');
    const before = await bench.uploads();

    const refused = await bench.batch(set, '--jsonl');

    expect(refused).toMatchObject({ status: 1, stderr: expect.stringMatching(/--existing over/) });
    expect(await set.text('metadata.jsonl')).toBe('by hand');
    expect(await bench.uploads()).toBe(before);
    expect((await bench.batch(set, '--jsonl', '--existing', 'overwrite')).status).toBe(0);
    expect((await bench.batch(set, '--jsonl')).status).toBe(0);
  });
});
