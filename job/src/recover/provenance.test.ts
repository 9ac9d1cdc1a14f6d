import { expect, test } from 'vitest';
import {
  jpegSegment,
  jpegWith,
  pngChunk,
  pngWith,
  riffChunk,
  webpWith,
  xmpPacket,
  xmpSegment,
} from './build-files.ts';
import { recover } from './recover.ts';

const MADE_BY_MODEL = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

test.each([
  ['an attribute', { 'Iptc4xmpExt:DigitalSourceType': MADE_BY_MODEL }],
  ['an element', { 'Iptc4xmpExt:DigitalSourceType': { li: MADE_BY_MODEL } }],
])('the digital source type is read from %s of the XMP', async (_name, properties) => {
  expect(recover(await jpegWith([xmpSegment(xmpPacket(properties))]), 'image/jpeg')).toEqual({
    provenance: { digitalSourceType: 'trainedAlgorithmicMedia' },
  });
});

test('a C2PA manifest is noticed in each container', async () => {
  const jumbf = Buffer.from('JP\0\x01\0\0\0\x01\0\0\0\x30jumb\0\0\0\x1ejumdc2pa', 'latin1');
  const box = Buffer.concat([
    Buffer.from('\0\0\0\x10ftypavif\0\0\0\0\0\0\0\x1auuid', 'latin1'),
    Buffer.from('d8fec3d61b0e483c92975828877ec4810000', 'hex'),
  ]);
  const found = { provenance: { contentCredentials: true } };

  expect(recover(await pngWith([pngChunk('caBX', jumbf)]), 'image/png')).toEqual(found);
  expect(recover(await webpWith([riffChunk('C2PA', jumbf)]), 'image/webp')).toEqual(found);
  expect(recover(await jpegWith([jpegSegment(0xeb, jumbf)]), 'image/jpeg')).toEqual(found);
  expect(recover(box, 'image/avif')).toEqual(found);
});
