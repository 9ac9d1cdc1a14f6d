import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './support/command.ts';
import { jpeg } from './support/pictures.ts';
import { dataFolder, startTestStack, type TestStack } from './support/stack.ts';

const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));

let data: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  data = await dataFolder();
});

afterAll(() => data.remove());

function blobscribe(...args: string[]) {
  return runCommand(['describe', '--data', join(data.path, 'stack'), ...args]);
}

describe('blobscribe describe', () => {
  it('starts a pipeline for the duration where none runs', async () => {
    const { status, stdout, stderr } = await blobscribe(join(EXAMPLES, 'line-drawing.png'));

    expect(status).toBe(0);
    expect(stderr).toContain('starting one for the duration');
    expect(stdout).toMatch(/line-drawing\.png\n {2}A .*line drawing/);
  });

  it.each([
    ['nothing', []],
    ['a file that is not there', ['nowhere.jpg']],
    ['an unknown option', ['--what', 'x.jpg']],
  ])('exits 2 for %s, with the way it is called', async (_, args) => {
    const { status, stderr } = await blobscribe(...args);

    expect(status).toBe(2);
    expect(stderr).toContain('npm run describe -- examples/');
  });

  it('has help', async () => {
    expect(await blobscribe('--help')).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('blobscribe describe, beside a running pipeline', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack(join(data.path, 'stack'));
  });

  afterAll(() => stack.stop());

  it('says the same of the examples twice, a prompt for each', async () => {
    const first = await blobscribe(EXAMPLES);
    const second = await blobscribe(EXAMPLES);

    expect(first.status).toBe(0);
    expect(first.stderr).toBe('');
    expect(first.stdout.match(/^ {2}\S/gm)?.length).toBeGreaterThanOrEqual(6);
    expect(second.stdout).toBe(first.stdout);
    // The README quotes some of this output.
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const quoted = readme.match(/^examples\/\S+\n(?: {2}.+\n)+/gm) ?? [];
    expect(quoted.length).toBeGreaterThanOrEqual(3);
    const printed = first.stdout.replaceAll(EXAMPLES, 'examples');
    for (const paragraph of quoted) expect(printed).toContain(paragraph);
  });

  it('names what failed and why, and exits 1', async () => {
    const folder = join(data.path, 'mixed');
    await mkdir(folder);
    await writeFile(join(folder, 'good.jpg'), await jpeg());
    await writeFile(join(folder, 'bad.jpg'), 'text');

    const { status, stdout, stderr } = await blobscribe(folder);

    expect(status).toBe(1);
    expect(stdout).toContain('good.jpg');
    expect(stderr).toMatch(
      /1 of 2 failed:\n.*bad\.jpg: The file is not an image\. \(not-an-image\)/,
    );
  });

  it('prints whole documents as JSON, a line each', async () => {
    const { stdout } = await blobscribe('--json', join(EXAMPLES, 'line-drawing.png'));

    expect(JSON.parse(stdout)).toMatchObject({
      status: 'succeeded',
      source: { fileName: 'line-drawing.png' },
    });
  });
});
