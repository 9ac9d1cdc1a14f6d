import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jpeg, picture } from './support/pictures.ts';
import { type TestStack, temporaryStack } from './support/stack.ts';

const run = promisify(execFile);

let stack: TestStack;

beforeAll(async () => {
  stack = await temporaryStack({ LINGER_SECONDS: '600' });
});

afterAll(() => stack.stop());

describe('an upload', () => {
  it('goes by curl to the URL of the API and is found by its id and by its name', async () => {
    const photo = join(stack.data, 'photo.jpg');
    await writeFile(photo, await picture(1200, 800).jpeg().toBuffer());
    const { stdout } = await run('curl', ['-s', '-X', 'POST', `${stack.api}/v1/uploads`]);
    const { id, upload } = JSON.parse(stdout);
    const headers = Object.entries(upload.headers).flatMap(([name, value]) => [
      '-H',
      `${name}: ${value}`,
    ]);

    await run('curl', ['-sf', '-X', 'PUT', ...headers, '--data-binary', `@${photo}`, upload.url]);

    const answer = await run('curl', ['-s', `${stack.api}/v1/prompts/${id}?wait=30`]);
    const document = JSON.parse(answer.stdout);
    expect(document).toMatchObject({
      id,
      status: 'succeeded',
      source: { width: 1200, height: 800 },
    });
    expect(document.prompt).toContain('landscape-format');
    expect(await stack.record(`local/${id}`)).toEqual(document);
  });

  it('has the words that were asked for', async () => {
    const response = await fetch(`${stack.api}/v1/uploads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fileName: 'a b.jpg', options: { targets: ['flux', 'tags'] } }),
    });
    const { id, upload } = (await response.json()) as {
      id: string;
      upload: { url: string; headers: Record<string, string> };
    };
    const body = new Uint8Array(await jpeg());
    await fetch(upload.url, { method: 'PUT', headers: upload.headers, body });

    const answer = await fetch(`${stack.api}/v1/prompts/${id}?wait=30`);

    const document = (await answer.json()) as { prompts: object; source: { fileName: string } };
    expect(Object.keys(document.prompts).sort()).toEqual(['flux', 'tags']);
    expect(document.source.fileName).toBe('a b.jpg');
  });
});

describe('a drop', () => {
  it.each([
    'été/IMG 1.jpg',
    'a#b.jpg',
    'a%20b.jpg',
    'a+b & c.jpg',
    '🐈.jpg',
    "it's (1) [2]~!$,;=@.jpg",
  ])('named %s has its record under the same name', async (name) => {
    const content = await jpeg(name.length);

    await stack.drop(name).upload(content, content.length);

    const record = await stack.untilRecord(`drop/${name}`);
    expect(record).toMatchObject({ status: 'succeeded', source: { name: `drop/${name}` } });
  });

  it('of 40 MB in blocks is described once it is whole', async () => {
    const side = 3_700;
    const noise = {
      width: side,
      height: side,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    } as const;
    const path = join(stack.data, 'large.png');
    await sharp({ create: { ...noise, background: '#888' } })
      .png({ compressionLevel: 0 })
      .toFile(path);

    await stack.drop('été/large 1.png').uploadFile(path, { blockSize: 4 * 1024 * 1024 });

    const record = await stack.untilRecord('drop/été/large 1.png');
    expect(record).toMatchObject({ status: 'succeeded', source: { width: side, height: side } });
    expect(record.source.bytes).toBeGreaterThan(40_000_000);
  });

  it('that another blob was copied to is described too', async () => {
    const content = await jpeg(5);
    await stack.drop('original.jpg').upload(content, content.length);

    await stack
      .drop('copy.jpg')
      .syncCopyFromURL(stack.drop('original.jpg').url)
      .catch(async () => {
        await (
          await stack.drop('copy.jpg').beginCopyFromURL(stack.drop('original.jpg').url)
        ).pollUntilDone();
      });

    expect((await stack.untilRecord('drop/copy.jpg')).status).toBe('succeeded');
  });
});

describe('another page in the browser', () => {
  it('is refused by the storage, the own page is not', async () => {
    const { url } = stack.drop('x.jpg');
    const preflight = (origin: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'x-ms-blob-type,content-type',
        },
      });

    expect((await preflight('https://evil.example')).status).toBe(403);
    const own = await preflight(stack.api);
    expect(own.status).toBe(200);
    expect(own.headers.get('access-control-allow-origin')).toBe(stack.api);
    expect((await fetch(url, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });
});

describe('two hundred images at once', () => {
  it('are all described by several executions, and nothing is left', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `crowd/${index}.jpg`);
    const contents = await Promise.all(names.map((_, index) => jpeg(index)));

    await Promise.all(
      contents.map((content, index) =>
        stack.drop(`${names[index]}`).upload(content, content.length),
      ),
    );

    for (const name of names)
      expect((await stack.untilRecord(`drop/${name}`)).status).toBe('succeeded');
    await stack.untilDrained();
    const started = stack.lines.filter((line) => line.includes('execution-started'));
    expect(started.length).toBeGreaterThan(1);
  });
});
