import { decodeText } from '../exif/decode-text.ts';

/** Longer ones carry previews and histories. */
export const MAX_XMP_BYTES = 4 * 1024 * 1024;
const PACKET_START = '<x:xmpmeta';
const PACKET_END = '</x:xmpmeta>';

/** Known by their local names: Midjourney calls `Iptc4xmpExt` `iptcExt`. */
const PROPERTIES: ReadonlySet<string> = new Set([
  'description',
  'UserComment',
  'CreatorTool',
  'DigitalSourceType',
  'DigImageGUID',
]);

/** A tag and its attributes; no piece can match across a "<", so that no text is read twice. */
const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/**
 * The wanted properties of an XMP packet, as attributes or elements, of several languages the first.
 * No more XML than that: no document types and no entities but the five and numbers.
 */
export function readXmp(packet: string): Map<string, string> {
  const values = new Map<string, string>();
  const add = (name: string | undefined, value: string) => {
    if (name !== undefined && PROPERTIES.has(name) && !values.has(name)) {
      values.set(name, decodeEntities(value));
    }
  };
  let property: string | undefined;
  let leafStart: number | undefined;
  for (const { 0: tag, 1: end, 2: name = '', 3: attributes = '', 4: empty, index } of packet
    .slice(0, MAX_XMP_BYTES)
    .matchAll(TAG)) {
    for (const [, key, double, single] of attributes.matchAll(ATTRIBUTE)) {
      add(key, double ?? single ?? '');
    }
    if (end) {
      if (leafStart !== undefined) add(property, packet.slice(leafStart, index));
      if (name === property) property = undefined;
    } else if (!empty && PROPERTIES.has(name)) property ??= name;
    leafStart = end || empty ? undefined : index + tag.length;
  }
  return values;
}

/** The packet of a file whose container is not walked: XMP is made to be found by its looks. */
export function findXmp(file: Buffer): Map<string, string> {
  const start = file.indexOf(PACKET_START);
  if (start < 0) return new Map();
  const packet = file.subarray(start, start + MAX_XMP_BYTES);
  const end = packet.indexOf(PACKET_END);
  return new Map(end < 0 ? [] : [['xmp', decodeText(packet.subarray(0, end + PACKET_END.length))]]);
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (entity, decimal: string, hex: string, name: string) => {
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
      return NAMED[name ?? ''] ?? entity;
    },
  );
}
