import { readSync } from 'node:fs';
import type * as z from 'zod';
import { announcementSchema, READY } from './child.ts';

const STANDARD_INPUT = 0;

/** A fault of our own: its kind and place, without words of the picture. */
export type Broken = { readonly kind: 'broken'; readonly fault: string };

/**
 * The child's side: answers to one picture after the other until the parent is gone. What `answer` throws
 * is told as {@link Broken}.
 */
export function answerParent<Wanted, Reply extends object>(
  wantedSchema: z.ZodType<Wanted>,
  answer: (bytes: Buffer, wanted: Wanted) => Promise<Reply>,
): void {
  // The parent decides when: Ctrl-C and a platform's SIGTERM, which reach a whole group, let it finish.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  // The parent is gone, even by SIGKILL. An exit would wait for the work of other threads.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.on('message', async (message) => {
    const { bytes, wanted } = announcementSchema.parse(message);
    const picture = readPicture(bytes);
    send(await answer(picture, wantedSchema.parse(wanted)).catch(brokenBy));
  });
  send(READY);
}

function send(message: object | string): void {
  // A parent that is gone has no use for it; the channel's end follows.
  process.send?.(message, undefined, {}, () => {});
}

/** There is nothing else to do until it is here: waiting for each piece in turn costs twice the time. */
function readPicture(length: number): Buffer {
  const picture = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length; ) {
    const count = readSync(STANDARD_INPUT, picture, at, length - at, null);
    if (count === 0) throw new Error('the picture ended early');
    at += count;
  }
  return picture;
}

/** An error's name and first line of code; its message may quote the file. */
function brokenBy(error: unknown): Broken {
  if (!(error instanceof Error)) return { kind: 'broken', fault: typeof error };
  const place = error.stack?.split('\n').find((line) => line.startsWith('    at '));
  return { kind: 'broken', fault: `${error.name}${place?.slice(3) ?? ''}` };
}
