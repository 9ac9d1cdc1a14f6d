import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSafeNames } from './safe-name.ts';
import { anyText } from './test-rows.ts';

const ID = '0190f3a2-7b1c-7def-8abc-0123456789ab.12';

/** Why a path cannot be written everywhere: the reasons, none for a safe one. */
function faults(path: string): string[] {
  const segments = path.split('/');
  const rules: Record<string, boolean> = {
    'not relative': segments[0] === '' || /^[a-z]:/i.test(path),
    'a segment climbs or is empty': segments.some((segment) => /^\.{0,2}$/.test(segment)),
    'a character is forbidden': /[<>:"|?*\\]/.test(path),
    'a character is unseen': /\p{Cc}|\p{Cf}|\p{Cs}|\p{Default_Ignorable_Code_Point}/u.test(path),
    'a segment ends in a dot or space': segments.some((segment) => /[. ]$/.test(segment)),
    'a segment is a device': segments.some((segment) =>
      /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(segment),
    ),
    'not NFC': path !== path.normalize('NFC'),
    'a segment is too long': segments.some((segment) => Buffer.byteLength(segment) > 200),
    'too long': path.length > 240,
    'not a text file': !path.endsWith('.txt'),
  };
  return Object.keys(rules).filter((fault) => rules[fault]);
}

const NASTY = [
  ['../../etc/passwd', 'etc/passwd.txt'],
  ['/etc/passwd', 'etc/passwd.txt'],
  ['C:\\x', 'x.txt'],
  ['c:x.png', 'x.txt'],
  ['\\\\server\\share\\x.jpg', 'server/share/x.txt'],
  ['\\\\?\\C:\\x.jpg', '_/C_/x.txt'],
  ['a/./b/.. ./c.jpg', 'a/b/c.txt'],
  ['CON', '_CON.txt'],
  ['nul.tar.gz', '_nul.tar.txt'],
  ['aux/COM¹ .jpg', '_aux/_COM¹.txt'],
  ['a\u202egpj.exe', 'agpj.txt'],
  ['a\u200b\ufeff\u00ad\u{e0041}b.jpg', 'ab.txt'],
  ['a\r\nb\0.jpg', 'ab.txt'],
  ['a\ud800b.jpg', 'ab.txt'],
  ['e\u200d\u0301.jpg', 'é.txt'],
  ['what?<>:"|*.jpg', 'what_______.txt'],
  ['ends. . /in dots...', 'ends/in dots.txt'],
  ['a.txt/b.jpg', 'a.txt_/b.txt'],
  ['archive.tar.gz', 'archive.tar.txt'],
  ['images/', 'images.txt'],
  ['日本/猫.jpg', '日本/猫.txt'],
] as const;

const NAMELESS = [undefined, '', '.', '..', '/', '.jpg', '\u200b.jpg', ' . ', 'C:\\', '\ud800'];

describe('a safe name', () => {
  it.each(NASTY)('of %j is %j', (name, expected) => {
    expect(createSafeNames()(name, ID)).toBe(expected);
    expect(faults(expected)).toEqual([]);
  });

  it.each(NAMELESS)('of %j is the id, whole', (name) => {
    expect(createSafeNames()(name, ID)).toBe(`${ID}.txt`);
  });

  it('is that of the picture with the extension that was asked for', () => {
    expect(createSafeNames('.json')('a.b/c.jpg', ID)).toBe('a.b/c.json');
  });

  it('is counted up where it is there already, in whatever case', () => {
    const safeName = createSafeNames();
    const names = ['a.jpg', 'A.png', 'a (2).jpg', 'Dir/ß', 'dir/SS', 'dir/ẞ.gif'];

    expect(names.map((name) => safeName(name, ID))).toEqual([
      ...['a.txt', 'A (2).txt', 'a (2) (2).txt', 'Dir/ß.txt', 'dir/SS (2).txt', 'dir/ẞ (3).txt'],
    ]);
  });

  it('of a name too long is cut between characters, the outer folders first', () => {
    const safeName = createSafeNames();

    const long = safeName(`${'€'.repeat(1_020)}.jpg`, ID);
    const deep = safeName(`${'folder/'.repeat(145)}cat.jpg`, ID);

    expect(long).toMatch(/^€{50,}\.txt$/);
    expect(deep).toMatch(/^(folder\/){20,}cat\.txt$/);
    expect([...faults(long), ...faults(deep)]).toEqual([]);
  });

  it('is another one for each of 1,000 equal names', () => {
    const safeName = createSafeNames();
    const given = Array.from({ length: 1_000 }, () => safeName(`${'x'.repeat(1_020)}.jpg`, ID));

    expect(new Set(given).size).toBe(1_000);
    expect(given.flatMap(faults)).toEqual([]);
  });

  it('can be written beside all others of its set, whatever the names are', () => {
    const parts = fc.constantFrom(
      'a',
      'A',
      '.txt',
      '/',
      '\\',
      'CON',
      '..',
      ' ',
      '.',
      ' (2)',
      '日本',
    );
    const names = fc.oneof(
      anyText,
      fc.array(parts).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(fc.array(names, { maxLength: 30 }), (some) => {
        const safeName = createSafeNames();
        const paths = some.map((name) => safeName(name, ID));
        const folders = paths.map((path) => path.toLowerCase().replace(/[^/]*$/, ''));

        expect(paths.flatMap(faults)).toEqual([]);
        expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(some.length);
        for (const path of paths) {
          const asFolder = `${path.toLowerCase()}/`;
          expect(folders.some((folder) => folder.startsWith(asFolder))).toBe(false);
        }
      }),
    );
  });
});
