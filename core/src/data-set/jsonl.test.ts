import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonlLine } from './jsonl.ts';
import { anyText, failed, succeeded } from './test-rows.ts';

/** Where Python's `str.splitlines` ends a line. */
const LINE_ENDS = '\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029';

describe('a line of metadata.jsonl', () => {
  it('has the name and the text', () => {
    const row = { id: 'x', name: 'a/Été.jpg', document: succeeded('A "dog".') };

    expect(jsonlLine(row, 'natural')).toBe('{"file_name":"a/Été.jpg","text":"A \\"dog\\"."}\n');
  });

  it('has a negative for SDXL, and the id where there is no name', () => {
    const document = succeeded('x', { sdxl: { positive: 'dog', negative: 'blurry' } });

    expect(jsonlLine({ id: 'x', name: undefined, document }, 'sdxl')).toBe(
      '{"file_name":"x","text":"dog","negative":"blurry"}\n',
    );
  });

  it('is not written for a failed image', () => {
    expect(jsonlLine({ id: 'x', name: 'a.jpg', document: failed }, 'natural')).toBeUndefined();
  });

  it('reads back as exactly the name and the text, on one line, whatever they are', () => {
    fc.assert(
      fc.property(anyText, anyText, (name, text) => {
        const line = jsonlLine({ id: 'x', name, document: succeeded(text) }, 'natural') ?? '';

        expect(JSON.parse(line)).toEqual({
          file_name: name.toWellFormed(),
          text: text.toWellFormed(),
        });
        expect([...line].filter((character) => LINE_ENDS.includes(character))).toEqual(['\n']);
      }),
    );
  });
});
