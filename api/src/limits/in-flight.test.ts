import { describe, expect, it } from 'vitest';
import { createInFlight } from './in-flight.ts';

const REFUSED = { type: 'too-many-at-once', headers: { 'Retry-After': '1' } };

/** Work that is under way until it is told to end. */
function pending() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { work: () => promise, end: resolve, fail: reject };
}

describe('work under way at once', () => {
  it('is bounded for a tenant, and another tenant has its own places', async () => {
    const { run } = createInFlight({ perTenant: 2, total: 10 });
    const { work, end } = pending();
    const under = [run('acme', work), run('acme', work)];

    await expect(run('acme', work)).rejects.toMatchObject(REFUSED);
    under.push(run('other', work));
    end('done');

    expect(await Promise.all(under)).toEqual(['done', 'done', 'done']);
    expect(await run('acme', async () => 'again')).toBe('again');
  });

  it('is bounded for all together', async () => {
    const { run } = createInFlight({ perTenant: 2, total: 3 });
    const { work, end } = pending();
    const under = ['first', 'first', 'second'].map((tenant) => run(tenant, work));

    await expect(run('third', work)).rejects.toMatchObject(REFUSED);
    end('done');
    await Promise.all(under);

    expect(await run('third', async () => 'its turn')).toBe('its turn');
  });

  it('gives its place back when it fails, at once or later', async () => {
    const { run } = createInFlight({ perTenant: 1, total: 1 });
    const { work, fail } = pending();
    const failing = run('acme', work);
    fail(new Error('broken'));

    await expect(failing).rejects.toThrow('broken');
    const thrower = () => {
      throw new Error('broken at once');
    };
    await expect(run('acme', thrower)).rejects.toThrow('broken at once');
    expect(await run('acme', async () => 'fine')).toBe('fine');
  });

  it('does not begin when it is refused', async () => {
    const { run } = createInFlight({ perTenant: 0, total: 1 });
    let begun = false;
    const work = async () => {
      begun = true;
    };

    await expect(run('acme', work)).rejects.toMatchObject(REFUSED);
    expect(begun).toBe(false);
  });
});
