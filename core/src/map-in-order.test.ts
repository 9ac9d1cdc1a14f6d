import { describe, expect, it } from 'vitest';
import { mapInOrder } from './map-in-order.ts';

describe('work on many items', () => {
  it('gives its results in their order, whichever ends first', async () => {
    const waits = [3, 1, 2, 0];
    const work = async (ticks: number) => {
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      return ticks;
    };

    expect(await Array.fromAsync(mapInOrder(waits, 3, work))).toEqual(waits);
  });

  it('has no more under way than it may', async () => {
    let underWay = 0;
    let most = 0;
    const work = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
    };

    await Array.fromAsync(mapInOrder(Array(50).keys(), 4, work));

    expect(most).toBe(4);
  });

  it('throws when the turn of the failed one comes', async () => {
    const results = mapInOrder([1, 2, 3], 3, async (item) => {
      if (item === 2) throw new Error('two');
      return item;
    });

    expect((await results.next()).value).toBe(1);
    await expect(results.next()).rejects.toThrow('two');
  });
});
