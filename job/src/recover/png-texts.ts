import { inflateSync } from 'node:zlib';
import { pngChunks } from '../exif/chunks.ts';
import { decodeText } from '../exif/decode-text.ts';

/** More than any graph has; a chunk may inflate to a thousand times its length. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;
/** Of all texts together: each may be parsed by several tools. */
const MAX_TOTAL_LENGTH = 8 * 1024 * 1024;
const MAX_KEYWORD_BYTES = 79;
const XMP_KEYWORD = 'XML:com.adobe.xmp';
/** A keyword is read once, even if it cannot be: what may be inflated is bounded by their number. */
const KEYWORDS: ReadonlySet<string> = new Set([
  'parameters',
  'prompt',
  'workflow',
  'invokeai_metadata',
  'sd-metadata',
  'Dream',
  'Software',
  'Description',
  'Comment',
  'Author',
  'Creation Time',
  'fooocus_scheme',
  'UserComment',
  XMP_KEYWORD,
]);

type Text = { readonly keyword: string; readonly read: () => string | undefined };

/** Texts of a PNG by keyword, before and after its pixels. https://www.w3.org/TR/png-3/#11textinfo */
export function readPngTexts(file: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  const seen = new Set<string>();
  let length = 0;
  for (const { type, data } of pngChunks(file)) {
    const { keyword, read } = CHUNKS[type]?.(data) ?? {};
    if (keyword === undefined || !read || !KEYWORDS.has(keyword) || seen.has(keyword)) continue;
    seen.add(keyword);
    const text = read();
    length += text?.length ?? 0;
    if (length > MAX_TOTAL_LENGTH) break;
    if (text !== undefined) texts.set(keyword === XMP_KEYWORD ? 'xmp' : keyword, text);
  }
  return texts;
}

const CHUNKS: Readonly<Record<string, (data: Buffer) => Text | undefined>> = {
  tEXt: readPlain,
  // ComfyUI's animations: Latin-1 behind a keyword, as in tEXt (comfy_api/latest/_ui.py).
  comf: readPlain,
  zTXt: (data) => readKeyword(data, (rest) => inflate(rest.subarray(1))),
  iTXt: (data) => readKeyword(data, readInternational),
};

/** Latin-1 by the standard, UTF-8 by the habit of many tools. */
function readPlain(data: Buffer): Text | undefined {
  return readKeyword(data, (rest) => rest);
}

function readKeyword(data: Buffer, rest: (bytes: Buffer) => Buffer | undefined): Text | undefined {
  const end = data.subarray(0, MAX_KEYWORD_BYTES + 1).indexOf(0);
  if (end < 1) return undefined;
  const read = () => {
    const bytes = rest(data.subarray(end + 1));
    return bytes && bytes.length <= MAX_TEXT_BYTES ? decodeText(bytes) : undefined;
  };
  return { keyword: data.toString('latin1', 0, end), read };
}

/** Compression flag and method, then language and translated keyword, each up to a zero. */
function readInternational(bytes: Buffer): Buffer | undefined {
  const language = bytes.indexOf(0, 2);
  const translated = language < 0 ? -1 : bytes.indexOf(0, language + 1);
  if (translated < 0) return undefined;
  const text = bytes.subarray(translated + 1);
  return bytes[0] === 1 ? inflate(text) : text;
}

function inflate(bytes: Buffer): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_TEXT_BYTES });
  } catch (error) {
    // Damaged, or made to fill the memory: in either case nobody's prompt.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
