import { retarget } from '@blobscribe/core/data-set/retarget';
import { type Options, TARGETS } from '@blobscribe/core/options';
import { describe, expect, it } from 'vitest';
import { succeeded } from '../../../core/src/data-set/test-rows.ts';
import { readOutputOptions, TAKEN_BY } from './output-options.ts';

const NOTHING = { sidecar: [], jsonl: false, csv: false, zip: false, retarget: false };

function read(values: object) {
  return readOutputOptions({ ...NOTHING, ...values });
}

describe('what is to be made of records', () => {
  it('is natural words where nothing is said', () => {
    expect(read({ sidecar: ['txt,json', 'txt'] })).toMatchObject({
      sideCars: ['txt', 'json'],
      target: 'natural',
      existing: 'skip',
      options: { targets: ['natural'] },
    });
  });

  it('is captions where words are put in', () => {
    expect(read({ trigger: 'ohwx', suffix: 'on film' }).options).toEqual({
      targets: ['caption'],
      triggerWord: 'ohwx',
      suffix: 'on film',
    });
  });

  it.each([
    [{ sidecar: ['text'] }, 'did you mean txt?'],
    [{ target: 'captions' }, 'did you mean caption?'],
    [{ existing: 'replace' }, 'there is skip, overwrite, append, prepend'],
    [{ target: 'flux', trigger: 'ohwx' }, '--trigger is for --target caption or tags'],
    [{ target: 'tags', prefix: 'x' }, '--prefix is for --target caption'],
    [{ trigger: 'x'.repeat(101) }, '--trigger: '],
    [{ existing: 'append', sidecar: ['json'] }, 'can only be replaced'],
  ])('is refused where it makes no sense: %j', (values, message) => {
    expect(() => read(values)).toThrow(message);
  });

  it.each([
    ['trigger', 'triggerWord'],
    ['prefix', 'prefix'],
    ['suffix', 'suffix'],
  ] as const)('has a place for --%s in those targets that say so', (flag, option) => {
    const takers = TARGETS.filter((target) => {
      const options: Options = { targets: [target], [option]: 'ohwx' };
      return JSON.stringify(retarget(succeeded('x'), options).prompts).includes('ohwx');
    });

    expect(takers.sort()).toEqual([...TAKEN_BY[flag]].sort());
  });
});
