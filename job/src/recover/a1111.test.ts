import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readInfotext } from './a1111.ts';
import {
  compressedChunk,
  internationalChunk,
  plainFile,
  pngWith,
  textChunk,
} from './build-files.ts';
import { a1111Jpeg, a1111Png, a1111Webp } from './generated-files.ts';
import { recover } from './recover.ts';

const PROMPT = 'a lighthouse, (deep blue:1.2),\n\n  two spaces, “猫” <lora:sea:0.7> ';
const SETTINGS =
  'Steps: 28, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 1834027561, Size: 512x768, Model hash: 0123456789, Version: v1.10.1';
const INFOTEXT = `${PROMPT}\nNegative prompt: people,\n text\n${SETTINGS}`;
const FOUND = {
  tool: 'AUTOMATIC1111',
  prompt: PROMPT,
  negative: 'people,\n text',
  parameters: {
    Steps: 28,
    Sampler: 'DPM++ 2M Karras',
    'CFG scale': 6.5,
    Seed: 1834027561,
    Size: '512x768',
    'Model hash': '0123456789',
    Version: 'v1.10.1',
  },
};

test('a PNG returns the exact prompt, its negative and its settings', async () => {
  expect(recover(await a1111Png(INFOTEXT), 'image/png')).toEqual({ recovered: FOUND });
});

test('a JPEG and a WebP whose UserComment is in UTF-16 do too', async () => {
  expect(recover(await a1111Jpeg(INFOTEXT), 'image/jpeg')).toEqual({ recovered: FOUND });
  expect(recover(await a1111Webp(INFOTEXT), 'image/webp')).toEqual({ recovered: FOUND });
});

test.each([
  ['UTF-8 in a tEXt', textChunk('parameters', Buffer.from(INFOTEXT))],
  ['an iTXt', internationalChunk('parameters', INFOTEXT)],
  ['a compressed iTXt', internationalChunk('parameters', INFOTEXT, true)],
  ['a zTXt', compressedChunk('parameters', INFOTEXT)],
])('%s is read, before the pixels and behind them', async (_name, chunk) => {
  expect(recover(await pngWith([chunk]), 'image/png').recovered).toEqual(FOUND);
  expect(recover(await pngWith([chunk], 'after'), 'image/png').recovered).toEqual(FOUND);
});

test('a tEXt that is no UTF-8 is Latin-1', async () => {
  const png = await pngWith([textChunk('parameters', Buffer.from('café', 'latin1'))]);

  expect(recover(png, 'image/png').recovered?.prompt).toBe('café');
});

describe('an infotext', () => {
  test('without a negative prompt has none', () => {
    expect(readInfotext(`a cat\n${SETTINGS}`)).toMatchObject({ prompt: 'a cat' });
    expect(readInfotext(`a cat\n${SETTINGS}`)).not.toHaveProperty('negative');
  });

  test('without settings has none', () => {
    const text = 'a cat\nNegative prompt: a dog';

    expect(readInfotext(text)).toEqual({
      tool: 'AUTOMATIC1111',
      prompt: 'a cat',
      negative: 'a dog',
    });
  });

  test('of another writer may have few settings', () => {
    expect(readInfotext('a cat\nSteps: 20, Seed: 1')).toMatchObject({
      prompt: 'a cat',
      parameters: { Steps: 20, Seed: 1 },
    });
  });

  test('may speak of steps in its prompt', () => {
    const prompt = 'Steps: of stone, up to a door\nSteps: 3, Seed: no, Size: big';

    expect(readInfotext(`${prompt}\n${SETTINGS}`)?.prompt).toBe(prompt);
  });

  test('may have an empty prompt, which is none', () => {
    expect(readInfotext(`Negative prompt: x\n${SETTINGS}`)).toBeUndefined();
    expect(readInfotext(SETTINGS)).toBeUndefined();
  });

  test('quotes values with commas and colons as JSON', () => {
    const settings = `Steps: 1, Lora hashes: "a: 1f, b: 2e", Wildcard prompt: "say \\"hi\\",\\nthen: go", Hashes: {"model": "x", "lora:y": "z"}, Version: f2.0.1v1.10.1`;

    expect(readInfotext(`a cat\n${settings}`)).toEqual({
      tool: 'Forge',
      prompt: 'a cat',
      parameters: {
        Steps: 1,
        'Lora hashes': 'a: 1f, b: 2e',
        'Wildcard prompt': 'say "hi",\nthen: go',
        Hashes: '{"model": "x", "lora:y": "z"}',
        Version: 'f2.0.1v1.10.1',
      },
    });
  });

  test('may have templates behind its settings', () => {
    const text = `a cat\n${SETTINGS}\nTemplate: a {cat|dog}\nNegative Template: x`;

    expect(readInfotext(text)).toMatchObject({ prompt: 'a cat', parameters: { Steps: 28 } });
  });

  test('keeps a seed that no number holds as text', () => {
    const text = 'a cat\nSteps: 1, Size: 1x1, Seed: 18446744073709551615';

    expect(readInfotext(text)?.parameters?.Seed).toBe('18446744073709551615');
  });

  test('by SD.Next names it', () => {
    expect(readInfotext('a\nSteps: 1, Seed: 2, Size: 1x1, App: SD.Next')?.tool).toBe('SD.Next');
  });
});

test('an AVIF has it in its EXIF', async () => {
  const avif = await sharp(await plainFile('png'))
    .withExif({ IFD0: { ImageDescription: `a cat\n${SETTINGS}` } })
    .avif()
    .toBuffer();

  expect(recover(avif, 'image/avif').recovered?.prompt).toBe('a cat');
});

test('the comment of a photograph is no prompt', async () => {
  const jpeg = await a1111Jpeg('Our dog at the sea.\nTime: noon, Place: Sylt, Camera: old');

  expect(recover(jpeg, 'image/jpeg')).toEqual({});
});

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
  .filter((text) => text.trim() !== '' && !/\p{Cs}|\0/u.test(text))
  .map((text) => text.trim());

test('any prompt comes back as it was, from a PNG as from a JPEG', async () => {
  await fc.assert(
    fc.asyncProperty(words, words, async (prompt, negative) => {
      const text = `${prompt}\nNegative prompt: ${negative}\n${SETTINGS}`;
      const expected = { prompt, negative };

      expect(recover(await a1111Png(text), 'image/png').recovered).toMatchObject(expected);
      expect(recover(await a1111Jpeg(text), 'image/jpeg').recovered).toMatchObject(expected);
    }),
    { numRuns: 100, seed: 7 },
  );
});
