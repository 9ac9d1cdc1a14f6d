import { setTimeout as sleep } from 'node:timers/promises';
import type { Item, Progress } from './batch-progress.ts';

/** The ingress cuts a connection at 240 s; ending before it is no error, and the client comes again. */
const LONGEST_MS = 200_000;
const LOOK_MS = 1_000;
/** A proxy gives up on a silent connection. */
const SILENCE_MS = 15_000;

export type EventTimes = {
  readonly longestMs: number;
  readonly lookMs: number;
};

/**
 * The progress of a batch as server-sent events (WHATWG HTML, 9.2): an `item` for each that has ended,
 * `counts` after each change, `done` at the end. The id of `counts` says which items were told: nothing
 * is remembered here, and `lastEventId` goes on from it.
 */
export async function* batchEvents(
  look: () => Promise<Progress>,
  lastEventId: string,
  signal: AbortSignal,
  { longestMs, lookMs }: EventTimes = { longestMs: LONGEST_MS, lookMs: LOOK_MS },
): AsyncGenerator<string> {
  const told = decodeTold(lastEventId);
  const end = performance.now() + longestMs;
  let lastCounts = '';
  let lastWord = performance.now();
  while (!signal.aborted) {
    const { items, ...counts } = await look();
    const text = JSON.stringify(counts);
    for (const item of items) {
      if (!hasEnded(item) || told.has(item.index)) continue;
      told.add(item.index);
      yield event('item', itemText(item));
    }
    if (text !== lastCounts) {
      yield event('counts', text, encodeTold(told));
      lastCounts = text;
      lastWord = performance.now();
    }
    if (items.every(hasEnded)) return yield event('done', text, encodeTold(told));
    if (performance.now() > end) return;
    if (performance.now() - lastWord > SILENCE_MS) {
      yield ': still here\n\n';
      lastWord = performance.now();
    }
    await sleep(lookMs, undefined, { signal }).catch(() => {});
  }
}

function hasEnded({ status }: Item): boolean {
  return status === 'succeeded' || status === 'failed';
}

function itemText({ id, name, status, code }: Item): string {
  return JSON.stringify({ id, name, status, code });
}

/** JSON has no line breaks, so that one `data` line holds it. */
function event(name: string, data: string, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${data}\n\n`;
}

/** Item numbers as a bit each, the first in the lowest bit of the first byte: 1,000 fit in 167 characters. */
function encodeTold(told: ReadonlySet<number>): string {
  const bits = Buffer.alloc(Math.floor(Math.max(-1, ...told) / 8) + 1);
  for (const index of told) {
    const byte = index >> 3;
    bits.writeUInt8(bits.readUInt8(byte) | (1 << (index & 7)), byte);
  }
  return bits.toString('base64url');
}

function decodeTold(text: string): Set<number> {
  const told = new Set<number>();
  for (const [byte, bits] of Buffer.from(text, 'base64url').entries()) {
    for (let bit = 0; bit < 8; bit += 1) if (bits & (1 << bit)) told.add(byte * 8 + bit);
  }
  return told;
}
