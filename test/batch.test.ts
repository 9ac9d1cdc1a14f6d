import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type BatchBench, batchBench, type SetFolder } from './support/batch-bench.ts';
import { runCommand } from './support/command.ts';

/** What `datasets` reads of a line: https://huggingface.co/docs/datasets/image_dataset */
const metadataSchema = z.strictObject({ file_name: z.string(), text: z.string().min(1) });

let bench: BatchBench;
let set: SetFolder;

beforeAll(async () => {
  bench = await batchBench();
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  set = await bench.folder();
});

describe('blobscribe batch', () => {
  it('puts the words of every image beside it', async () => {
    await set.write('a.jpg', 'deep/er/b.jpg');

    const { status, stderr } = await bench.batch(
      set,
      '--sidecar',
      'txt,json',
      '--sidecar',
      'caption',
    );

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect((await readdir(set.path, { recursive: true })).sort()).toEqual([
      ...['.blobscribe.jsonl', 'a.caption', 'a.jpg', 'a.json', 'a.txt', 'deep', 'deep/er'],
      ...['b.caption', 'b.jpg', 'b.json', 'b.txt'].map((name) => `deep/er/${name}`),
    ]);
    const document = JSON.parse(await set.text('deep/er/b.json'));
    expect(document).toMatchObject({ status: 'succeeded', source: { fileName: 'deep/er/b.jpg' } });
    expect(await set.text('deep/er/b.txt')).toBe(document.prompts.natural);
    expect(await set.text('deep/er/b.caption')).toBe(document.prompts.natural);
  });

  it('takes names of any kind, and no spreadsheet runs one', async () => {
    const names = [
      'comma, "quoted".jpg',
      'new\nline.jpg',
      '=cmd().jpg',
      'ünï ﷺ 写真 👩‍🎨.jpg',
      `${'n'.repeat(196)}.jpg`,
      '-- @.jpg',
    ];
    await set.write(...names);

    const { status } = await bench.batch(set, '--jsonl', '--csv', '--zip', '--sidecar', 'txt');

    expect(status).toBe(0);
    const lines = (await set.text('metadata.jsonl')).trimEnd().split('\n');
    const rows = lines.map((line) => metadataSchema.parse(JSON.parse(line)));
    expect(rows.map(({ file_name }) => file_name).sort()).toEqual([...names].sort());
    const csv = await set.text('prompts.csv');
    expect(csv).toContain('\n"comma, ""quoted"".jpg",');
    expect(csv).toContain('\n"new\nline.jpg",');
    expect(csv).toContain("\n'=cmd().jpg,");
    expect(csv).toContain("\n'-- @.jpg,");
    const sideCars = (await readdir(set.path)).filter((name) => name.endsWith('.txt'));
    expect(sideCars).toHaveLength(names.length);
  });

  it('sends no more images than it may, and goes on from there', async () => {
    await set.write('a.jpg', 'b.jpg', 'c.jpg');
    const before = await bench.uploads();

    const first = await bench.batch(set, '--max-images', '2');

    expect(first).toMatchObject({ status: 0, stderr: expect.stringMatching(/1 image not sent/) });
    expect(await bench.uploads()).toBe(before + 2);
    expect((await bench.batch(set)).stderr).toContain('3 of 3 images have words');
  });

  it('puts what it makes under another folder, mirrored', async () => {
    await set.write('x/a.jpg');
    const out = `${set.path} out`;

    await bench.batch(
      set,
      '--out',
      out,
      '--sidecar',
      'txt',
      '--zip',
      '--state',
      `${set.path}.state`,
    );

    expect((await readdir(out, { recursive: true })).sort()).toEqual([
      'prompts.zip',
      'x',
      'x/a.txt',
    ]);
    expect(await readdir(set.path)).toEqual(['x']);
  });

  it.each([
    [[], 'name one folder'],
    [['nowhere'], 'there is no folder nowhere'],
    [['.', '--sidcar', 'txt'], 'did you mean --sidecar?'],
    [['.', '--target', 'flx'], 'did you mean flux?'],
  ])('exits 2 for %j', async (args, message) => {
    const { status, stderr } = await runCommand(['batch', ...args], { cwd: set.path });

    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(message),
    });
  });
});
