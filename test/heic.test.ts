import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeHeic, makeHeic, turnHeic } from '../job/src/decode/heic-files.ts';
import { picture } from './support/pictures.ts';
import { type TestStack, temporaryStack } from './support/stack.ts';

describe.runIf(canMakeHeic())('a HEIC from a telephone', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await temporaryStack({ LINGER_SECONDS: '600' });
  });

  afterAll(() => stack.stop());

  it('gets its prompt, upright and with its camera', async () => {
    const jpeg = await picture(320, 240)
      .withExif({ IFD0: { Make: 'Apple', Model: 'iPhone 15 Pro' } })
      .jpeg()
      .toBuffer();
    const content = turnHeic(makeHeic(jpeg), 3);

    await stack.drop('phone.heic').upload(content, content.length);

    const record = await stack.untilRecord('drop/phone.heic');
    expect(record).toMatchObject({
      status: 'succeeded',
      source: { mediaType: 'image/heic', width: 240, height: 320 },
      scene: { aspectRatio: { value: '3:4' }, camera: { source: 'exif' } },
    });
    expect(JSON.stringify(record)).toContain('iPhone 15 Pro');
  });
});
