import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ContainerSASPermissions } from '@azure/storage-blob';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jpeg, picture } from './support/pictures.ts';
import { type TestStack, temporaryStack } from './support/stack.ts';
import { until } from './support/until.ts';

const run = promisify(execFile);

let stack: TestStack;

beforeAll(async () => {
  stack = await temporaryStack({ LINGER_SECONDS: '600' });
});

afterAll(() => stack.stop());

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
      'phone.heic': [Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'corrupt-image'],
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
        stack.drop(`odd/${name}`).upload(content, content.length),
      ),
    );

    const found: Record<string, string> = {};
    for (const name of Object.keys(expected)) {
      const record = await stack.untilRecord(`drop/odd/${name}`);
      found[name] = record.status === 'failed' ? record.error.code : record.status;
    }
    const wanted = Object.entries(expected).map(([name, [, end]]) => [name, end]);
    expect(found).toEqual(Object.fromEntries(wanted));
    await stack.untilDrained();
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
