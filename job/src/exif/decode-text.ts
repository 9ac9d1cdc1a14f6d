const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text whose encoding is not told: UTF-8 if it is valid as such, else Latin-1, which all bytes are. */
export function decodeText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    // The only thing that a decoder is known to throw: these bytes are of another encoding.
    if (error instanceof TypeError) return bytes.toString('latin1');
    throw error;
  }
}
