import { isUtf8 } from 'node:buffer';

/** Text whose encoding is not told: UTF-8 if it is valid as such, else Latin-1, which all bytes are. */
export function decodeText(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
