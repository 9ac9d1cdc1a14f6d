import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchEvents } from './batch-events.ts';
import type { ItemStatus, Progress } from './batch-progress.ts';

const QUICK = { longestMs: 10_000, lookMs: 0 };

/** A batch whose items go from one state to the next at each look. */
function batch(...states: readonly (readonly ItemStatus[])[]) {
  let looks = 0;
  return async (): Promise<Progress> => {
    const statuses = states[Math.min(looks, states.length - 1)] ?? [];
    looks += 1;
    const counts = { 'awaiting-upload': 0, queued: 0, succeeded: 0, failed: 0 };
    for (const status of statuses) counts[status] += 1;
    const items = statuses.map((status, index) => ({
      id: `b.${index}`,
      index,
      name: `${index}.jpg`,
      status,
    }));
    return { id: 'b', total: statuses.length, counts, items };
  };
}

type Told = { readonly event?: string | undefined; readonly id?: string | undefined; data: string };

async function listen(
  look: () => Promise<Progress>,
  lastEventId = '',
  times = QUICK,
): Promise<Told[]> {
  const { signal } = new AbortController();
  const chunks = await Array.fromAsync(batchEvents(look, lastEventId, signal, times));
  return chunks.map((chunk) => ({
    event: /^event: (.*)$/m.exec(chunk)?.[1],
    id: /^id: (.*)$/m.exec(chunk)?.[1],
    data: /^data: (.*)$/m.exec(chunk)?.[1] ?? '',
  }));
}

describe('the events of a batch', () => {
  it('tell each item once, the counts after each change, and the end', async () => {
    const told = await listen(
      batch(
        ['queued', 'queued'],
        ['queued', 'queued'],
        ['succeeded', 'queued'],
        ['succeeded', 'failed'],
      ),
    );

    expect(told.map(({ event }) => event)).toEqual([
      'counts',
      'item',
      'counts',
      'item',
      'counts',
      'done',
    ]);
    expect(JSON.parse(told[1]?.data ?? '')).toEqual({
      id: 'b.0',
      name: '0.jpg',
      status: 'succeeded',
    });
    expect(JSON.parse(told.at(-1)?.data ?? '')).toMatchObject({ total: 2, counts: { failed: 1 } });
  });

  it('go on from the last one that was received', async () => {
    const first = await listen(batch(['succeeded', 'queued']), '', { longestMs: -1, lookMs: 0 });
    const lastEventId = first.at(-1)?.id;

    const second = await listen(batch(['succeeded', 'failed']), lastEventId);

    const items = second
      .filter(({ event }) => event === 'item')
      .map(({ data }) => JSON.parse(data));
    expect(items).toMatchObject([{ id: 'b.1', status: 'failed' }]);
  });

  it('end by themselves after their time', async () => {
    const told = await listen(batch(['queued']), '', { longestMs: -1, lookMs: 0 });

    expect(told.map(({ event }) => event)).toEqual(['counts']);
  });

  it('end when the client hangs up', async () => {
    const hangUp = new AbortController();
    const events = batchEvents(batch(['queued']), '', hangUp.signal);
    await events.next();

    const next = events.next();
    hangUp.abort();

    expect((await next).done).toBe(true);
  });

  it('take any text as the last id without breaking', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[\w-]{0,200}$/), async (lastEventId) => {
        const told = await listen(batch(['succeeded']), lastEventId);

        expect(told.at(-1)?.event).toBe('done');
      }),
    );
  });

  it('name 1,000 items in an id that a header holds', async () => {
    const told = await listen(batch(Array(1000).fill('succeeded')));

    expect(told.at(-1)?.id).toMatch(/^[\w-]{167}$/);
    expect(await listen(batch(Array(1000).fill('succeeded')), told.at(-1)?.id)).toHaveLength(2);
  });
});
