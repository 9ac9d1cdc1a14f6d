import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { followBatch } from './follow-batch.ts';

const DONE = 'event: done\ndata: {}\n\n';

/** Follows a batch whose streams have these bodies, one after another; an error is thrown. */
async function follow(streams: readonly (string | Error)[], isWanted = () => true) {
  const lastEventIds: (string | undefined)[] = [];
  const items: string[] = [];
  await followBatch({
    open: async (lastEventId) => {
      const stream = streams[lastEventIds.length];
      lastEventIds.push(lastEventId);
      if (stream instanceof Error) throw stream;
      return new Response(stream);
    },
    onItem: (id) => items.push(id),
    isWanted,
    signal: new AbortController().signal,
    pause: async () => {},
  });
  return { lastEventIds, items };
}

describe('following a batch', () => {
  it('tells of each item, up to the end', async () => {
    const { items, lastEventIds } = await follow([
      `event: item\ndata: {"id":"b.0"}\n\nevent: item\ndata: {"id":"b.1"}\n\n${DONE}`,
    ]);

    expect(items).toEqual(['b.0', 'b.1']);
    expect(lastEventIds).toHaveLength(1);
  });

  it('goes on after the last event it had when a stream ends early or breaks', async () => {
    const { lastEventIds } = await follow([
      'event: counts\nid: 4\ndata: {}\n\n',
      new TypeError('network error'),
      DONE,
    ]);

    expect(lastEventIds).toEqual([undefined, '4', '4']);
  });

  it('ends when nothing of the batch is waited for', async () => {
    let wanted = 2;

    const { lastEventIds } = await follow(['', '', ''], () => wanted-- > 0);

    expect(lastEventIds).toHaveLength(2);
  });

  it('does not ask again where the API says no', async () => {
    await expect(follow([new ApiError(404, 'No batch has this id.')])).rejects.toThrow('No batch');
  });
});
