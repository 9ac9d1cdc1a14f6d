import { expect, test } from 'vitest';
import {
  exifSegment,
  exifTiff,
  jpegSegment,
  jpegWith,
  plainFile,
  pngWithTexts,
  riffChunk,
  webpWith,
  xmpPacket,
  xmpSegment,
} from './build-files.ts';
import { midjourneyPng } from './generated-files.ts';
import { recover } from './recover.ts';

const PROMPT = 'a "quoted" lighthouse,\n  at night — 夜の灯台';
const JOB = 'a7421d2f-b262-44f9-977c-ac23e9c7d3e3';

const fromPng = async (texts: Record<string, string>) =>
  recover(await pngWithTexts(texts), 'image/png').recovered;

test('Midjourney', async () => {
  const prompt = `${PROMPT} --ar 3:2 --no people, text --v 6.1 --tile`;

  expect(recover(await midjourneyPng(`${prompt} Job ID: ${JOB}`), 'image/png')).toEqual({
    recovered: {
      tool: 'Midjourney',
      prompt,
      parameters: { ar: '3:2', no: 'people, text', v: 6.1, tile: true, jobId: JOB },
    },
    provenance: { digitalSourceType: 'trainedAlgorithmicMedia' },
  });
});

test('Midjourney’s description in the IPTC caption or the XMP of a converted file', async () => {
  const description = `a cat --v 6 Job ID: ${JOB}`;
  const iptc = Buffer.concat([
    Buffer.from([0x1c, 2, 120, 0, description.length]),
    Buffer.from(description),
  ]);
  const length = Buffer.from([0, 0, 0, iptc.length]);
  const resource = ['Photoshop 3.0\0', '8BIM\x04\x04\0\0'].map((text) =>
    Buffer.from(text, 'latin1'),
  );
  const jpeg = await jpegWith([jpegSegment(0xed, Buffer.concat([...resource, length, iptc]))]);
  const xmp = xmpPacket({ 'dc:description': { li: description } });
  const webp = await webpWith([riffChunk('XMP ', Buffer.from(xmp))]);

  expect(recover(jpeg, 'image/jpeg').recovered?.prompt).toBe('a cat --v 6');
  expect(recover(webp, 'image/webp').recovered?.prompt).toBe('a cat --v 6');
});

test('without the job, Midjourney’s description is told by its version and its marks', async () => {
  const png = recover(await midjourneyPng('a cat --niji 6'), 'image/png').recovered;

  expect(png).toMatchObject({ tool: 'Midjourney', prompt: 'a cat --niji 6' });
  expect(recover(await midjourneyPng('a cat'), 'image/png')).not.toHaveProperty('recovered');
});

test('a job by another name is known by the parameters before it, a photographer’s is not', async () => {
  expect(await fromPng({ Description: 'a fox --v 6 Job ID: mj-2024-0815' })).toMatchObject({
    prompt: 'a fox --v 6',
    parameters: { jobId: 'mj-2024-0815' },
  });
  expect(await fromPng({ Description: 'Wedding in Rome Job ID: 20240815' })).toBeUndefined();
});

test('an ordinary description is no prompt', async () => {
  const description = 'Fishermen at dawn --v 6 of them-- Job ID: 7';
  const xmp = xmpPacket({ 'dc:description': { li: description }, 'xmp:CreatorTool': 'Lightroom' });
  const exif = exifTiff({ 270: description, 305: 'Adobe Lightroom' });

  expect(await fromPng({ Description: description, Software: 'GIMP' })).toBeUndefined();
  expect(recover(await jpegWith([exifSegment(exif), xmpSegment(xmp)]), 'image/jpeg')).toEqual({});
  expect(recover(await plainFile('jpeg'), 'image/jpeg')).toEqual({});
});
