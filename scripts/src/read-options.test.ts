import { describe, expect, it } from 'vitest';
import { readOptions } from './read-options.ts';

const OPTIONS = { sidecar: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

function read(...args: string[]) {
  return readOptions(args, OPTIONS, { help: 'the help' });
}

describe('the options of a call', () => {
  it('are given with the other words, and --help among them', () => {
    const { values, positionals } = read('a', '--sidecar', 'txt', 'b', '-h');

    expect(values).toEqual({ sidecar: 'txt', json: false, help: true });
    expect(positionals).toEqual(['a', 'b']);
  });

  it.each([
    [['--sidcar', 'txt'], 'there is no option --sidcar; did you mean --sidecar?'],
    [['--sidcar=txt'], 'there is no option --sidcar; did you mean --sidecar?'],
    [['--whatever'], 'there is no option --whatever'],
    [['-x'], 'there is no option -x'],
    [['--sidecar'], /argument missing/],
  ])('that are wrong are named, with the one that is meant: %j', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });

  it('are all there is where nothing else makes sense', () => {
    expect(() => readOptions(['x'], OPTIONS, { help: '', words: false })).toThrow(/x/);
  });
});
