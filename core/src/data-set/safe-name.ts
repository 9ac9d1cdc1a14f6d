import { createUniquePaths } from './unique-path.ts';

/** File systems take 255 bytes of UTF-8 in a segment; archives and their readers less. */
const MAX_SEGMENT_BYTES = 200;
/** Windows takes 260 UTF-16 units (MAX_PATH), the folder that a set is unpacked into among them. */
const MAX_PATH_LENGTH = 240;
/** For ` (2)` and the like. */
const NUMBER_ROOM = 12;

/** Controls, bidi marks, lone surrogates, unassigned ones; what has no width; ends of lines. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu;
/** Windows takes none of these, and a colon names a drive or a stream behind a file. */
const FORBIDDEN = /[<>:"|?*]/g;
/** With any extension. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i;

/**
 * Gives the file that stands beside each image of one set: the image's name with `extension` in place
 * of its own, as a relative path (`/`) that any system can write (at most 200 bytes of UTF-8 in a
 * segment, 240 UTF-16 units in all) and that no other file of the set has, whatever the case: `a.txt`,
 * `A (2).txt`. Folders are kept, but for the outer ones of a path that is too long. Where nothing is
 * left of a name, the id stands for it.
 */
export function createSafeNames(
  extension = '.txt',
): (name: string | undefined, id: string) => string {
  const uniquePath = createUniquePaths();

  return function safeName(name, id) {
    const segments = visibleSegments(name ?? '');
    const stem = fit(withoutExtension(segments.pop() ?? ''), extension.length);
    const file = stem || fit(visibleSegments(id).join('_'), extension.length) || 'image';
    const folders = segments
      .map((segment) => fit(segment, 1))
      // A folder and a file of one name cannot stand side by side.
      .map((folder) => (folder.toLowerCase().endsWith(extension) ? `${folder}_` : folder));
    const length = () => [...folders, file + extension].join('/').length;
    while (folders.length > 0 && length() > MAX_PATH_LENGTH - NUMBER_ROOM) folders.shift();
    return uniquePath(folders, file, extension);
  };
}

/** Both slashes separate; a drive, `.`, `..` and what nobody sees are gone. */
function visibleSegments(path: string): string[] {
  return path
    .replace(/^[a-z]:/i, '')
    .split(/[\\/]/)
    .map((segment) => segment.replace(UNSEEN, '').replace(FORBIDDEN, '_').normalize('NFC'))
    .filter((segment) => !/^[.\s]*$/.test(segment));
}

/** As Python's `splitext` has it, which tools pair images and texts by. */
function withoutExtension(segment: string): string {
  return segment.replace(/\.[^.]*$/, '');
}

/** `segment` as a name that can stand alone, with `room` bytes left for what is put behind it. */
function fit(segment: string, room: number): string {
  const cut = firstBytes(segment.trimStart(), MAX_SEGMENT_BYTES - NUMBER_ROOM - room - 1);
  // Windows drops them, and `..` would be left of `.. .`.
  const name = cut.replace(/[.\s]+$/, '');
  return DEVICE.test(name) ? `_${name}` : name;
}

/** The longest beginning of whole characters that has at most `limit` bytes in UTF-8. */
function firstBytes(text: string, limit: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > limit) return kept;
    kept += character;
  }
  return kept;
}
