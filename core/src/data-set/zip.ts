import { gzipSync, Zip } from 'fflate';

/** Without ZIP64, which fflate does not write, a directory cannot count further (APPNOTE 4.4.22). */
const MAX_ZIP_ENTRIES = 65_535;
/** What stands round the deflated bytes of a gzip member that has no name (RFC 1952, 2.3). */
const GZIP_HEADER_BYTES = 10;
const GZIP_TRAILER_BYTES = 8;

export type ZipEntry = { readonly name: string; readonly text: string };

/**
 * A ZIP archive as it grows: each entry's bytes are given away before the next entry is taken, and only
 * what the directory at the end needs is kept. `modified` is every entry's time, in ms since 1970.
 * @throws {RangeError} at an entry more than `maxEntries`.
 */
export async function* zipOf(
  entries: AsyncIterable<ZipEntry>,
  modified: number = Date.now(),
  maxEntries: number = MAX_ZIP_ENTRIES,
): AsyncGenerator<Uint8Array, void, undefined> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else ready.push(chunk);
  });
  const take = () => {
    if (failure) throw failure;
    const taken = ready;
    ready = [];
    return taken;
  };
  let count = 0;
  for await (const entry of entries) {
    count += 1;
    if (count > maxEntries) throw new RangeError(`a zip holds ${maxEntries} entries at most`);
    addEntry(zip, entry, modified);
    yield* take();
  }
  zip.end();
  yield* take();
}

/**
 * fflate's `ZipDeflate` would do, but `Zip` keeps each of them to its end, with 100 kB of window. A gzip
 * member has all that an entry needs: the deflated bytes and their CRC-32.
 */
function addEntry(zip: Zip, { name, text }: ZipEntry, modified: number): void {
  const bytes = new TextEncoder().encode(text);
  const member = gzipSync(bytes);
  const trailer = member.length - GZIP_TRAILER_BYTES;
  const crc = new DataView(member.buffer, member.byteOffset + trailer).getUint32(0, true);
  const file: Parameters<Zip['add']>[0] = {
    filename: name,
    size: bytes.length,
    crc,
    compression: 8,
    mtime: modified,
  };
  zip.add(file);
  file.ondata?.(null, member.subarray(GZIP_HEADER_BYTES, trailer), true);
}
