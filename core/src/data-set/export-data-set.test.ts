import { buffer, text } from 'node:stream/consumers';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DATA_SET_FORMATS, exportDataSet } from './export-data-set.ts';
import { anyRow, failed, streamOf, succeeded } from './test-rows.ts';

const rows = [
  { id: '1', name: 'a.jpg', document: succeeded('A dog.', { tags: ['dog', 'grass'] }) },
  { id: '2', name: 'b.jpg', document: failed },
  { id: '3', name: undefined, document: succeeded('A cat.') },
];

describe('the export of a data set', () => {
  it('as JSON lines has what was described', async () => {
    expect(await text(exportDataSet(streamOf(rows), 'jsonl'))).toBe(
      '{"file_name":"a.jpg","text":"A dog."}\n{"file_name":"3","text":"A cat."}\n',
    );
  });

  it('as CSV has failed images too, in the words that were asked for', async () => {
    expect((await text(exportDataSet(streamOf(rows), 'csv', 'tags'))).split('\r\n')).toEqual([
      'file_name,text,negative,id,status,error',
      'a.jpg,"dog, grass",,1,succeeded,',
      'b.jpg,,,2,failed,not-an-image',
      '3,A cat.,,3,succeeded,',
      '',
    ]);
  });

  it('as zip has a text file for each described image', async () => {
    const read = unzipSync(await buffer(exportDataSet(streamOf(rows), 'zip', 'tags')));
    const texts = Object.entries(read).map(([name, bytes]) => [name, strFromU8(bytes)]);

    expect(texts).toEqual([
      ['a.txt', 'dog, grass'],
      ['3.txt', 'A cat.'],
    ]);
  });

  it('as zip reads back with an entry for each described image, whatever their names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow), async (some) => {
        const read = unzipSync(await buffer(exportDataSet(streamOf(some), 'zip')));
        const described = some.flatMap(({ document }) =>
          document.status === 'succeeded' ? [document.prompt.toWellFormed()] : [],
        );

        expect(
          Object.values(read)
            .map((bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
            .sort(),
        ).toEqual(described.sort());
      }),
    );
  });

  it('names the type and the extension of each format', () => {
    expect(DATA_SET_FORMATS.jsonl).toEqual({ mediaType: 'application/jsonl', extension: '.jsonl' });
    expect(Object.keys(DATA_SET_FORMATS)).toEqual(['jsonl', 'csv', 'zip']);
  });
});
