import { describe, expect, it } from 'vitest';
import { readEvents, type ServerEvent } from './read-events.ts';

async function read(...chunks: readonly (string | Uint8Array<ArrayBuffer>)[]) {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      }
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

describe('server-sent events', () => {
  it('are read with their name, data and id', async () => {
    expect(await read('event: counts\nid: 7\ndata: {"total":2}\n\n')).toEqual([
      { event: 'counts', id: '7', data: '{"total":2}' },
    ]);
  });

  it('may be cut anywhere, within a letter too', async () => {
    const bytes = new TextEncoder().encode('event: item\ndata: é\n\nevent: done\ndata: {}\n\n');
    const letter = bytes.indexOf(0xc3) + 1;

    const events = await read(bytes.slice(0, letter), bytes.slice(letter, -5), bytes.slice(-5));

    expect(events.map(({ event, data }) => [event, data])).toEqual([
      ['item', 'é'],
      ['done', '{}'],
    ]);
  });

  it('leave out heartbeats, and what a broken stream did not finish', async () => {
    const events = await read(
      ': still here\n\n',
      'event: item\r\ndata: 1\r\n\r\n',
      'event: item\n',
    );

    expect(events).toEqual([{ event: 'item', data: '1', id: undefined }]);
  });
});
