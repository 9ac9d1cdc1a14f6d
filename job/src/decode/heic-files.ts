import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For tests: whether this machine can make HEIC files, with Debian's package libheif-examples. */
export function canMakeHeic(): boolean {
  if (!spawnSync('heif-enc', ['--help']).error) return true;
  process.stderr.write('SKIPPED: without heif-enc (Debian: libheif-examples) no HEIC is tested\n');
  return false;
}

/** For tests: pictures (JPEG or PNG) as one HEIC file, the first of them its primary image. */
export function makeHeic(...pictures: readonly Buffer[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'blobscribe-heic-'));
  try {
    const names = pictures.map((picture, index) => {
      const name = join(folder, `${index}.${picture[0] === 0xff ? 'jpg' : 'png'}`);
      writeFileSync(name, picture);
      return name;
    });
    const made = join(folder, 'made.heic');
    execFileSync('heif-enc', ['-o', made, ...names], { stdio: 'ignore' });
    return readFileSync(made);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** For tests: the file with its first image to be turned by quarters, counter-clockwise, as telephones do. */
export function turnHeic(file: Buffer, quarters: number): Buffer {
  const start = file.indexOf('meta') - 4;
  let meta: Buffer = Buffer.from(file.subarray(start, start + file.readUInt32BE(start)));
  const properties = meta.indexOf('ipco') - 4;
  const end = properties + meta.readUInt32BE(properties);
  const irot = Buffer.from([0, 0, 0, 9, ...Buffer.from('irot'), quarters]);
  const index = countBoxes(meta.subarray(properties + 8, end)) + 1;
  meta = insert(meta, end, irot, ['meta', 'iprp', 'ipco']);
  // Type, version and flags, how many items; then of the first its number and how many properties.
  const associations = meta.indexOf('ipma') + 4 + 4 + 4 + 2;
  const count = meta.readUInt8(associations);
  meta.writeUInt8(count + 1, associations);
  // The high bit: who does not know this property is not to show the image.
  const association = Buffer.from([0x80 | index]);
  meta = insert(meta, associations + 1 + count, association, ['meta', 'iprp', 'ipma']);
  // Where the bytes of an image are is told from the file's start: they stay, the tables move behind.
  const rest = Buffer.from(file);
  rest.write('free', start + 4);
  return Buffer.concat([rest, meta]);
}

function insert(meta: Buffer, at: number, bytes: Buffer, around: readonly string[]): Buffer {
  for (const type of around) {
    const size = meta.indexOf(type) - 4;
    meta.writeUInt32BE(meta.readUInt32BE(size) + bytes.length, size);
  }
  return Buffer.concat([meta.subarray(0, at), bytes, meta.subarray(at)]);
}

function countBoxes(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) count += 1;
  return count;
}
