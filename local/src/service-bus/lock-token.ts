import { randomUUID } from 'node:crypto';

// .NET writes the first three groups of a GUID little-endian; the clients undo it on delivery tags.
const GUID_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** A token for a new lock, as the client spells it. */
export const newLockToken = (): string => randomUUID();

/** The 16 bytes of a token as `$management` carries them. */
export function lockTokenBytes(token: string): Buffer {
  return Buffer.from(token.replaceAll('-', ''), 'hex');
}

/** The token of 16 bytes that came through `$management`. */
export function lockTokenOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ];
  return groups.join('-');
}

/** The delivery tag of a token: its bytes in GUID order. */
export function deliveryTag(token: string): Buffer {
  return reorder(lockTokenBytes(token));
}

/** The token of a delivery tag: the order is its own inverse. */
export function lockTokenOfTag(tag: Buffer): string {
  return lockTokenOf(reorder(tag));
}

function reorder(bytes: Buffer): Buffer {
  return Buffer.from(GUID_ORDER.map((index) => bytes[index] ?? 0));
}
