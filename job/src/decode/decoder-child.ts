import { readSync } from 'node:fs';
import { ImageFailure } from '@blobscribe/core/failure';
import { announcementSchema, type Message, type Reply } from './decoder-messages.ts';
import { inspect } from './inspect.ts';

const STANDARD_INPUT = 0;

// The parent decides when: Ctrl-C and a platform's SIGTERM, which reach a whole group, let it finish.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
// The parent is gone, even by SIGKILL. An exit would wait for the decoder's threads.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', async (message) => send(await answer(message)));
send({ kind: 'ready' });

function send(message: Message): void {
  // A parent that is gone has no use for it; the channel's end follows.
  process.send?.(message, undefined, {}, () => {});
}

async function answer(message: unknown): Promise<Reply> {
  const { bytes, wanted } = announcementSchema.parse(message);
  const file = readFile(bytes);
  try {
    return { kind: 'inspected', inspected: await inspect(file, wanted) };
  } catch (error) {
    if (!(error instanceof ImageFailure)) return { kind: 'broken', fault: placeOf(error) };
    const { code, detail } = error;
    return { kind: 'failed', code, ...(detail !== undefined && { detail }) };
  }
}

/** There is nothing else to do until it is here: waiting for each piece in turn costs twice the time. */
function readFile(length: number): Buffer {
  const file = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length; ) {
    const count = readSync(STANDARD_INPUT, file, at, length - at, null);
    if (count === 0) throw new Error('the file ended early');
    at += count;
  }
  return file;
}

/** An error's name and first line of code; its message may quote the file. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = error.stack?.split('\n').find((line) => line.startsWith('    at '));
  return `${error.name}${place?.slice(3) ?? ''}`;
}
