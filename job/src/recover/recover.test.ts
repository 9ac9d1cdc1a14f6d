import { expect, test } from 'vitest';
import {
  exifSegment,
  exifTiff,
  jpegWith,
  pillowText,
  pngWith,
  pngWithTexts,
  xmpPacket,
} from './build-files.ts';
import { invokePng, novelAiPng, pythonJson } from './generated-files.ts';
import { recover } from './recover.ts';

const PROMPT = 'a "quoted" lighthouse,\n  at night — 夜の灯台';

const fromPng = async (texts: Record<string, string>) =>
  recover(await pngWithTexts(texts), 'image/png').recovered;

test('InvokeAI', async () => {
  const model = { name: 'juggernaut', base: 'sdxl' };
  const metadata = { positive_prompt: PROMPT, negative_prompt: 'blurry', steps: 30, model };

  expect(recover(await invokePng(metadata), 'image/png')).toEqual({
    recovered: {
      tool: 'InvokeAI',
      prompt: PROMPT,
      negative: 'blurry',
      parameters: { steps: 30, model },
    },
  });
});

test('InvokeAI before version 3', async () => {
  const metadata = (prompt: unknown) => ({
    'sd-metadata': pythonJson({ model_weights: 'sd-1.5', image: { prompt, steps: 50 } }),
  });
  const parameters = { model_weights: 'sd-1.5', steps: 50 };
  const single = await fromPng(metadata([{ prompt: PROMPT, weight: 1.0 }]));
  const dream = { Dream: '"a cat:2 a dog" -s50 -S1950357039 -W512 -H512 -C7.5 -Ak_lms' };
  const several = metadata([
    { prompt: 'a cat', weight: 2 },
    { prompt: 'a dog', weight: 1 },
  ]);

  expect(single).toEqual({ tool: 'InvokeAI', prompt: PROMPT, parameters });
  expect((await fromPng(metadata(PROMPT)))?.prompt).toBe(PROMPT);
  expect((await fromPng(several))?.prompt).toBe('a cat:2 a dog:1');
  expect((await fromPng({ ...several, ...dream }))?.prompt).toBe('a cat:2 a dog');
  expect(await fromPng(dream)).toEqual({ tool: 'InvokeAI', prompt: 'a cat:2 a dog' });
});

test('NovelAI', async () => {
  const png = await novelAiPng({ prompt: PROMPT, uc: 'lowres', steps: 28, seed: 3_914_882_711 });

  expect(recover(png, 'image/png').recovered).toEqual({
    tool: 'NovelAI',
    prompt: PROMPT,
    negative: 'lowres',
    parameters: { steps: 28, seed: 3_914_882_711 },
  });
});

test('NovelAI with a prompt for each character', async () => {
  const caption = (base_caption: string, ...captions: string[]) => ({
    caption: {
      base_caption,
      char_captions: captions.map((char_caption) => ({ char_caption, centers: [] })),
    },
  });
  const png = await novelAiPng({
    prompt: '2girls',
    uc: 'lowres',
    v4_prompt: caption('2girls', 'girl, red hair', 'girl, hat'),
    v4_negative_prompt: caption('lowres', '', 'glasses'),
  });

  expect(recover(png, 'image/png').recovered).toMatchObject({
    prompt: '2girls\ngirl, red hair\ngirl, hat',
    negative: 'lowres\nglasses',
  });
});

test('Fooocus in its own scheme', async () => {
  const parameters = pythonJson({
    prompt: PROMPT,
    negative_prompt: '',
    full_prompt: ['cinematic still', PROMPT],
    performance: 'Speed',
    seed: '5678',
  });

  expect(await fromPng({ parameters, fooocus_scheme: 'fooocus' })).toEqual({
    tool: 'Fooocus',
    prompt: PROMPT,
    parameters: { full_prompt: ['cinematic still', PROMPT], performance: 'Speed', seed: '5678' },
  });
});

test('Fooocus in the scheme of A1111 has the prompt that was typed among the settings', async () => {
  const parameters = `cinematic still a cat\nNegative prompt: anime, bad\nSteps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 5, Raw prompt: ${JSON.stringify('a cat,\nin a hat')}, Raw negative prompt: bad, Version: Fooocus v2.5.5`;

  expect(await fromPng({ parameters, fooocus_scheme: 'a1111' })).toMatchObject({
    tool: 'Fooocus',
    prompt: 'a cat,\nin a hat',
    negative: 'bad',
  });
});

test('SwarmUI', async () => {
  const parameters = JSON.stringify(
    { sui_image_params: { prompt: PROMPT, negativeprompt: '', model: 'sdxl', seed: 1 } },
    undefined,
    2,
  );

  expect(await fromPng({ parameters })).toEqual({
    tool: 'SwarmUI',
    prompt: PROMPT,
    parameters: { model: 'sdxl', seed: 1 },
  });
});

test('Draw Things', async () => {
  const comment = {
    c: PROMPT,
    uc: 'blue & <green>',
    model: 'm.ckpt',
    scale: 4.5,
    v2: { loras: [] },
  };
  const found = {
    tool: 'Draw Things',
    prompt: PROMPT,
    negative: 'blue & <green>',
    parameters: { model: 'm.ckpt', scale: 4.5, v2: { loras: [] } },
  };
  const xmp = xmpPacket({ 'exif:UserComment': { li: JSON.stringify(comment) } });
  const exif = exifTiff({}, Buffer.from(`ASCII\0\0\0${pythonJson(comment)}`, 'latin1'));

  expect(await fromPng({ 'XML:com.adobe.xmp': xmp })).toEqual(found);
  expect(recover(await jpegWith([exifSegment(exif)]), 'image/jpeg').recovered).toEqual(found);
});

test('Draw Things by its description alone', async () => {
  const description = `${PROMPT}\n-ugly & bad\nSteps: 8, Sampler: UniPC Trailing, Seed: 42`;
  const xmp = xmpPacket({
    'dc:description': { li: description },
    'xmp:CreatorTool': 'Draw Things',
  });

  expect(await fromPng({ 'XML:com.adobe.xmp': xmp })).toEqual({
    tool: 'Draw Things',
    prompt: PROMPT,
    negative: 'ugly & bad',
    parameters: { Steps: 8, Sampler: 'UniPC Trailing', Seed: 42 },
  });
});

test('a text whose key no generator uses is left alone', async () => {
  const png = await pngWith([pillowText('Title', PROMPT), pillowText('Copyright', PROMPT)]);

  expect(recover(png, 'image/png')).toEqual({});
});
