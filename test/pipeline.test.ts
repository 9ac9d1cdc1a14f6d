import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ContainerSASPermissions } from '@azure/storage-blob';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jpeg, picture } from './support/pictures.ts';
import { dataFolder, startTestStack, type TestStack } from './support/stack.ts';
import { until } from './support/until.ts';

const run = promisify(execFile);

let stack: TestStack;
let data: Awaited<ReturnType<typeof dataFolder>>;

beforeAll(async () => {
  data = await dataFolder();
  stack = await startTestStack(data.path, { LINGER_SECONDS: '600' });
});

afterAll(async () => {
  await stack.stop();
  await data.remove();
});

function dropped(name: string) {
  return stack.blobs.getContainerClient('uploads').getBlockBlobClient(`drop/${name}`);
}

async function recordOf(name: string) {
  return until(`the record of ${name}`, () => stack.record(name));
}

async function emptyQueue() {
  await until('an empty queue', async () => (await stack.queue()).waiting === 0);
}

describe('an upload', () => {
  it('goes by curl to the URL of the API and is found by its id and by its name', async () => {
    const photo = join(data.path, 'photo.jpg');
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

    await dropped(name).upload(content, content.length);

    const record = await recordOf(`drop/${name}`);
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
    const path = join(data.path, 'large.png');
    await sharp({ create: { ...noise, background: '#888' } })
      .png({ compressionLevel: 0 })
      .toFile(path);

    await dropped('été/large 1.png').uploadFile(path, { blockSize: 4 * 1024 * 1024 });

    const record = await recordOf('drop/été/large 1.png');
    expect(record).toMatchObject({ status: 'succeeded', source: { width: side, height: side } });
    expect(record.source.bytes).toBeGreaterThan(40_000_000);
  });

  it('that another blob was copied to is described too', async () => {
    const content = await jpeg(5);
    await dropped('original.jpg').upload(content, content.length);

    await dropped('copy.jpg')
      .syncCopyFromURL(dropped('original.jpg').url)
      .catch(async () => {
        await (
          await dropped('copy.jpg').beginCopyFromURL(dropped('original.jpg').url)
        ).pollUntilDone();
      });

    expect((await recordOf('drop/copy.jpg')).status).toBe('succeeded');
  });
});

describe('bad and odd input', () => {
  it('ends in a prompt or in a code of the closed set, and the queue ends empty', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>');
    const whole = await picture().jpeg().toBuffer();
    const background = { r: 200, g: 30, b: 30, alpha: 0.4 };
    const clear = sharp({ create: { width: 90, height: 90, channels: 4, background } });
    const frames = [await jpeg(1), await jpeg(2)];
    const expected: Record<string, [Buffer, string]> = {
      'empty.jpg': [Buffer.alloc(0), 'empty-file'],
      'text.jpg': [Buffer.from('I am no photograph'), 'not-an-image'],
      'truncated.jpg': [whole.subarray(0, whole.length / 2), 'corrupt-image'],
      'drawing.svg': [svg, 'unsupported-format'],
      'paper.pdf': [Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'unsupported-format'],
      'phone.heic': [Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'unsupported-format'],
      'one.png': [await picture(1, 1).png().toBuffer(), 'too-small'],
      'moving.gif': [
        await sharp(frames, { join: { animated: true } })
          .gif()
          .toBuffer(),
        'succeeded',
      ],
      'print.jpg': [await picture().toColourspace('cmyk').jpeg().toBuffer(), 'succeeded'],
      'deep.png': [await picture().toColourspace('rgb16').png().toBuffer(), 'succeeded'],
      'clear.png': [await clear.png().toBuffer(), 'succeeded'],
      'right-to-left.webp': [await picture().webp().toBuffer(), 'succeeded'],
      'modern.avif': [await picture().avif().toBuffer(), 'succeeded'],
      'print.tiff': [await picture().tiff().toBuffer(), 'succeeded'],
    };
    for (let orientation = 1; orientation <= 8; orientation += 1) {
      const file = await picture().jpeg().withMetadata({ orientation }).toBuffer();
      expected[`turned-${orientation}.jpg`] = [file, 'succeeded'];
    }

    await Promise.all(
      Object.entries(expected).map(([name, [content]]) =>
        dropped(`odd/${name}`).upload(content, content.length),
      ),
    );

    const found: Record<string, string> = {};
    for (const name of Object.keys(expected)) {
      const record = await recordOf(`drop/odd/${name}`);
      found[name] = record.status === 'failed' ? record.error.code : record.status;
    }
    const wanted = Object.entries(expected).map(([name, [, end]]) => [name, end]);
    expect(found).toEqual(Object.fromEntries(wanted));
    await emptyQueue();
  });

  it('with a climbing name is dead-lettered, never followed', async () => {
    const { dead } = await stack.queue();
    const sas = await stack.blobs.getContainerClient('uploads').generateSasUrl({
      permissions: ContainerSASPermissions.parse('c'),
      expiresOn: new Date(Date.now() + 60_000),
    });
    await run('curl', [
      '-sf',
      '--path-as-is',
      '-X',
      'PUT',
      '-H',
      'x-ms-blob-type: BlockBlob',
      '-d',
      'x',
      sas.replace('?', '/drop/../local/x.jpg?'),
    ]);

    await until('the dead letter', async () => (await stack.queue()).dead === dead + 1);
    expect(await stack.record('local/x.jpg')).toBeUndefined();
  });
});

describe('another page in the browser', () => {
  it('is refused by the storage, the own page is not', async () => {
    const { url } = dropped('x.jpg');
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
      contents.map((content, index) => dropped(`${names[index]}`).upload(content, content.length)),
    );

    for (const name of names) expect((await recordOf(`drop/${name}`)).status).toBe('succeeded');
    await emptyQueue();
    const started = stack.lines.filter((line) => line.includes('execution-started'));
    expect(started.length).toBeGreaterThan(1);
  });
});
