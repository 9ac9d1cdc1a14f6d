import { describe, expect, it } from 'vitest';
import { createSharedWork, type Work } from './shared-work.ts';

function setUp() {
  const shared = createSharedWork<string>();
  const begun: { work: Work; resolve(result: string): void; reject(error: Error): void }[] = [];
  const join = (signal = new AbortController().signal) =>
    shared.join('key', signal, (work) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      begun.push({ work, resolve, reject });
      return promise;
    });
  return { shared, begun, join };
}

describe('work that is shared', () => {
  it('is done once for all who ask while it is under way, and anew after', async () => {
    const { begun, join } = setUp();
    const asked = [join(), join(), join()];

    begun[0]?.resolve('done');

    expect(await Promise.all(asked)).toEqual(['done', 'done', 'done']);
    expect(begun).toHaveLength(1);
    void join();
    expect(begun).toHaveLength(2);
  });

  it('goes on when one of them leaves', async () => {
    const { begun, join } = setUp();
    const hangUp = new AbortController();
    const [leaving, staying] = [join(hangUp.signal), join()];

    // As @hono/node-server aborts: with a text.
    hangUp.abort('Client connection prematurely closed.');

    await expect(leaving).rejects.toThrow('given up');
    expect(begun[0]?.work.signal.aborted).toBe(false);
    begun[0]?.resolve('done');
    expect(await staying).toBe('done');
  });

  it('is aborted when all have left, and nobody joins it then', async () => {
    const { begun, join } = setUp();
    const hangUp = new AbortController();
    const leaving = [join(hangUp.signal), join(hangUp.signal)];

    hangUp.abort();

    await Promise.allSettled(leaving);
    expect(begun[0]?.work.signal.aborted).toBe(true);
    void join();
    expect(begun).toHaveLength(2);
  });

  it('fails for all of them, and is tried again by the next', async () => {
    const { begun, join } = setUp();
    const asked = [join(), join()];

    begun[0]?.reject(new Error('503'));

    const reasons = (await Promise.allSettled(asked)).map(({ status }) => status);
    expect(reasons).toEqual(['rejected', 'rejected']);
    void join();
    expect(begun).toHaveLength(2);
  });

  it('that is forgotten is told of it, and leaves what came after it alone', async () => {
    const { shared, begun, join } = setUp();
    const before = join();
    shared.forget('key');
    const after = [join()];

    begun[0]?.resolve('old');

    expect(await before).toBe('old');
    expect(begun[0]?.work.isForgotten()).toBe(true);
    expect(begun[1]?.work.isForgotten()).toBe(false);
    after.push(join());
    begun[1]?.resolve('new');
    expect(await Promise.all(after)).toEqual(['new', 'new']);
    expect(begun).toHaveLength(2);
  });
});
