import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { uuidV7 } from '../core/src/uuid.ts';
import { type Ended, runCommand } from './support/command.ts';
import { jpeg } from './support/pictures.ts';
import { dataFolder, type TestStack, temporaryStack } from './support/stack.ts';
import { startVisionService, type VisionService } from './support/vision-service.ts';

/** What `datasets` reads of a line: https://huggingface.co/docs/datasets/image_dataset */
const metadataSchema = z.strictObject({ file_name: z.string(), text: z.string().min(1) });

let service: VisionService;
let stack: TestStack;
let place: Awaited<ReturnType<typeof dataFolder>>;
let folder: string;
let seeds = 0;

beforeAll(async () => {
  service = await startVisionService();
  stack = await temporaryStack({
    VISION_PROVIDER: 'openai',
    OPENAI_API_KEY: 'a-key',
    OPENAI_BASE_URL: `${service.endpoint}/v1`,
  });
  place = await dataFolder();
});

afterAll(async () => {
  await stack?.stop();
  await service?.close();
  await place?.remove();
});

beforeEach(async () => {
  folder = join(place.path, `set ${seed()}`);
  await mkdir(folder);
});

function batch(...args: string[]): Promise<Ended> {
  return runCommand(['batch', folder, '--data', stack.data, ...args], { cwd: place.path });
}

function seed(): number {
  seeds += 1;
  return seeds;
}

/** Writes images that no other test has. */
async function images(...names: string[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      await mkdir(join(path, '..'), { recursive: true });
      const number = seed();
      // Two seeds may have one colour; what stands behind an image makes another file of it.
      await writeFile(path, Buffer.concat([await jpeg(number), Buffer.from(String(number))]));
    }),
  );
}

async function uploads(): Promise<number> {
  const names = await Array.fromAsync(stack.blobs.getContainerClient('uploads').listBlobsFlat());
  return names.length;
}

const text = (name: string) => readFile(join(folder, name), 'utf8');

describe('blobscribe batch', () => {
  it('puts the words of every image beside it', async () => {
    await images('a.jpg', 'deep/er/b.jpg');

    const { status, stderr } = await batch('--sidecar', 'txt,json', '--sidecar', 'caption');

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect((await readdir(folder, { recursive: true })).sort()).toEqual([
      ...['.blobscribe.jsonl', 'a.caption', 'a.jpg', 'a.json', 'a.txt', 'deep', 'deep/er'],
      ...['b.caption', 'b.jpg', 'b.json', 'b.txt'].map((name) => `deep/er/${name}`),
    ]);
    const document = JSON.parse(await text('deep/er/b.json'));
    expect(document).toMatchObject({ status: 'succeeded', source: { fileName: 'deep/er/b.jpg' } });
    expect(await text('deep/er/b.txt')).toBe(document.prompts.natural);
    expect(await text('deep/er/b.caption')).toBe(document.prompts.natural);
  });

  it('sends nothing twice: neither what is done, nor the same under another name', async () => {
    await images('a.jpg', 'b.jpg');
    await cp(join(folder, 'a.jpg'), join(folder, 'copy of a.jpg'));
    const [before, asked] = [await uploads(), service.requests.length];
    expect((await batch('--jsonl')).status).toBe(0);
    expect(await uploads()).toBe(before + 2);
    expect((await text('metadata.jsonl')).match(/\n/g)).toHaveLength(3);

    await rename(join(folder, 'b.jpg'), join(folder, 'renamed.jpg'));
    const again = await batch('--jsonl');

    expect(again).toMatchObject({ status: 0, stderr: expect.stringContaining('2 done before') });
    expect(await text('metadata.jsonl')).toContain('renamed.jpg');
    expect(await uploads()).toBe(before + 2);
    expect(service.requests.length).toBe(asked + 2);
  });

  it.each([
    ['with what is remembered of it', true],
    ['without, since the pipeline remembers', false],
  ])('asks nobody about a copy of a folder, %s', async (_, withJournal) => {
    await images('a.jpg', 'b.jpg');
    await batch();
    const asked = service.requests.length;

    const copy = `${folder} copied`;
    await cp(folder, copy, { recursive: true });
    if (!withJournal) await rm(join(copy, '.blobscribe.jsonl'));
    folder = copy;
    const { status } = await batch('--csv');

    expect(status).toBe(0);
    expect(await text('prompts.csv')).toContain('a.jpg,');
    expect(service.requests.length).toBe(asked);
  });

  it('names what failed and why, remembers it, and sends it again only when told to', async () => {
    await images('good.jpg');
    await writeFile(join(folder, 'bad.jpg'), `no image ${folder}`);
    const first = await batch('--json', '--csv');
    const before = await uploads();
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
    expect(await text('prompts.csv')).toMatch(/^bad\.jpg,,,[^,]+,failed,not-an-image\r$/m);

    // A pipeline would take seconds to start, and is not started: there is none on this folder.
    const second = await runCommand(['batch', folder, '--data', join(place.path, 'none')]);
    expect(second.status).toBe(1);
    expect(second.stderr).not.toContain('starting');
    expect(second.stderr).toContain('--retry-failed');

    expect((await batch('--retry-failed')).status).toBe(1);
    expect(await uploads()).toBe(before + 1);
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
    await images(...names);

    const { status } = await batch('--jsonl', '--csv', '--zip', '--sidecar', 'txt');

    expect(status).toBe(0);
    const lines = (await text('metadata.jsonl')).trimEnd().split('\n');
    const rows = lines.map((line) => metadataSchema.parse(JSON.parse(line)));
    expect(rows.map(({ file_name }) => file_name).sort()).toEqual([...names].sort());
    const csv = await text('prompts.csv');
    expect(csv).toContain('\n"comma, ""quoted"".jpg",');
    expect(csv).toContain('\n"new\nline.jpg",');
    expect(csv).toContain("\n'=cmd().jpg,");
    expect(csv).toContain("\n'-- @.jpg,");
    const sideCars = (await readdir(folder)).filter((name) => name.endsWith('.txt'));
    expect(sideCars).toHaveLength(names.length);
  });

  it('sends no more images than it may, and goes on from there', async () => {
    await images('a.jpg', 'b.jpg', 'c.jpg');
    const before = await uploads();

    const first = await batch('--max-images', '2');

    expect(first).toMatchObject({ status: 0, stderr: expect.stringMatching(/1 image not sent/) });
    expect(await uploads()).toBe(before + 2);
    expect((await batch()).stderr).toContain('3 of 3 images have words');
  });

  it('leaves images that have side-cars, and adds to them where that is wanted', async () => {
    await images('a.jpg', 'b.jpg');
    await writeFile(join(folder, 'a.txt'), 'by hand');
    const before = await uploads();

    expect((await batch()).status).toBe(0);
    expect(await uploads()).toBe(before + 1);
    expect(await text('a.txt')).toBe('by hand');

    for (let run = 0; run < 2; run += 1) await batch('--existing', 'append', '--trigger', 'ohwx');
    expect(await text('a.txt')).toMatch(/^by hand, ohwx\b/i);
    expect((await text('a.txt')).match(/ohwx/g)).toHaveLength(1);
  });

  it('makes other words of what is described, and asks nobody', async () => {
    await images('a.jpg', 'b.jpg');
    await batch();
    const [before, asked] = [await uploads(), service.requests.length];
    await images('new.jpg');

    const { status } = await batch('--retarget', '--target', 'tags', '--trigger', 'ohwx');

    expect(status).toBe(0);
    expect(await text('a.txt')).toMatch(/^ohwx, /);
    expect([await uploads(), service.requests.length]).toEqual([before, asked]);
  });

  it.each([
    ['that the pipeline has forgotten', { batch: uuidV7() }],
    ['that never got its name', undefined],
  ])('goes on after a batch %s', async (_, named) => {
    await images('a.jpg', 'b.jpg');
    const hash = createHash('sha256')
      .update(await readFile(join(folder, 'a.jpg')))
      .digest('hex');
    const group = { key: randomUUID(), images: [[hash, 'a.jpg']], options: {} };
    const lines = [{ journal: 'blobscribe batch', version: 1 }, group];
    if (named) lines.push({ key: group.key, ...named } as never);
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writeFile(join(folder, '.blobscribe.jsonl'), text);

    const { status, stderr } = await batch();

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain('1 begun before');
    expect(stderr).toContain('2 of 2 images have words');
  });

  it('writes over no file of somebody else', async () => {
    await images('a.jpg');
    await writeFile(join(folder, 'metadata.jsonl'), 'by hand');
    const before = await uploads();

    const refused = await batch('--jsonl');

    expect(refused).toMatchObject({ status: 1, stderr: expect.stringMatching(/--existing over/) });
    expect(await text('metadata.jsonl')).toBe('by hand');
    expect(await uploads()).toBe(before);
    expect((await batch('--jsonl', '--existing', 'overwrite')).status).toBe(0);
    expect((await batch('--jsonl')).status).toBe(0);
  });

  it('puts what it makes under another folder, mirrored', async () => {
    await images('x/a.jpg');
    const out = `${folder} out`;

    await batch('--out', out, '--sidecar', 'txt', '--zip', '--state', `${folder}.state`);

    expect((await readdir(out, { recursive: true })).sort()).toEqual([
      'prompts.zip',
      'x',
      'x/a.txt',
    ]);
    expect(await readdir(folder)).toEqual(['x']);
  });

  it.each([
    [[], 'name one folder'],
    [['nowhere'], 'there is no folder nowhere'],
    [['.', '--sidcar', 'txt'], 'did you mean --sidecar?'],
    [['.', '--target', 'flx'], 'did you mean flux?'],
  ])('exits 2 for %j', async (args, message) => {
    const { status, stderr } = await runCommand(['batch', ...args], { cwd: folder });

    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(message),
    });
  });
});
