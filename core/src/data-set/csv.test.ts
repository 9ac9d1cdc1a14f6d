import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_HEADER, csvLine } from './csv.ts';
import { anyRow, failed, succeeded } from './test-rows.ts';

/** RFC 4180, read strictly: a quote inside a bare cell, or a record without its CRLF, is an error. */
function parseCsv(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const records: string[][] = [];
  let record: string[] = [];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) throw new Error(`no cell at ${at}: ${JSON.stringify(text.slice(at))}`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

const row = { id: 'x', name: 'a.jpg', document: succeeded('A dog.') };

describe('a CSV data set', () => {
  it('begins with the names of its columns', () => {
    expect(CSV_HEADER).toBe('file_name,text,negative,id,status,error\r\n');
  });

  it('has the words, the id and the state of an image', () => {
    const document = succeeded('x', { sdxl: { positive: 'dog, grass', negative: 'blurry' } });

    expect(csvLine(row, 'natural')).toBe('a.jpg,A dog.,,x,succeeded,\r\n');
    expect(csvLine({ ...row, document }, 'sdxl')).toBe(
      'a.jpg,"dog, grass",blurry,x,succeeded,\r\n',
    );
  });

  it('has failed images with their code', () => {
    expect(csvLine({ ...row, name: undefined, document: failed }, 'natural')).toBe(
      'x,,,x,failed,not-an-image\r\n',
    );
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
  ])('shows %j rather than runs it', (name) => {
    const [cells] = parseCsv(csvLine({ ...row, name }, 'natural'));

    expect(cells?.[0]).toBe(`'${name}`);
  });

  it('keeps a text with line breaks, commas and quotes in one record', () => {
    const text = 'a "b",\r\nc\nd';
    const records = parseCsv(csvLine({ ...row, document: succeeded(text) }, 'natural'));

    expect(records).toEqual([['a.jpg', text, '', 'x', 'succeeded', '']]);
  });

  it('reads back as the texts but for an apostrophe, and no cell is a formula', () => {
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const csv = rows.map((each) => csvLine(each, 'sdxl')).join('');
        const records = parseCsv(csv);

        expect(records).toHaveLength(rows.length);
        for (const [index, { id, name, document }] of rows.entries()) {
          const cells = records[index] ?? [];
          const sdxl = document.status === 'succeeded' ? document.prompts.sdxl : undefined;
          const given = [name ?? id, sdxl?.positive ?? '', sdxl?.negative ?? '', id];
          for (const [column, text] of given.entries()) {
            expect([text.toWellFormed(), `'${text.toWellFormed()}`]).toContain(cells[column]);
          }
          expect(cells.filter((cell) => /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell))).toEqual([]);
        }
      }),
    );
  });
});
