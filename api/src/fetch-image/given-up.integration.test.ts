import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../../test/support/until.ts';
import { createStrangers, fetchFrom, read, refusalOf } from './fetch-bench.ts';
import type { FetchedImage } from './fetch-image.ts';
import { CHUNKED, flood, picture, type Reply, redirect, withSockets } from './stranger-server.ts';

const strangers = createStrangers();
afterEach(() => strangers.close());

describe('a caller who gives up', () => {
  const endless: Reply = (socket) => flood(socket, CHUNKED, Number.POSITIVE_INFINITY);

  it('beforehand causes nothing', async () => {
    const { origin, connections } = await strangers.start({ '/': picture('abc') });
    const signal = AbortSignal.abort(new RangeError('gone'));

    await expect(fetchFrom(origin, {}, signal)).rejects.toThrow(new RangeError('gone'));
    expect(connections()).toBe(0);
  });

  it.each([
    ['while a name is looked up', () => new Promise<never>(() => {})],
    ['before the answer', async () => [{ address: '127.0.0.1', family: 4 }] as const],
  ])('%s meets the own reason', async (_, resolve) => {
    const { port } = await strangers.start({});
    const caller = new AbortController();

    const fetching = fetchFrom(`http://name.test:${port}/`, { resolve }, caller.signal);
    caller.abort(new RangeError('gone'));

    await expect(fetching).rejects.toThrow(new RangeError('gone'));
  });

  it.each([
    ['before', 'reading', endless, 0],
    ['in the middle of', 'reading', endless, 1],
    ['before', 'reading what is all here', picture('x'.repeat(1000)), 0],
    ['in the middle of', 'reading what is all here', picture('x'.repeat(100_000)), 1],
  ])('%s %s meets the own reason', async (_when, _what, reply, chunks) => {
    const { origin } = await strangers.start({ '/': reply });
    const caller = new AbortController();
    const { body } = await fetchFrom(origin, { maxBytes: 1e9 }, caller.signal);
    const iterator = body[Symbol.asyncIterator]();
    for (let count = 0; count < chunks; count += 1) await iterator.next();

    caller.abort(new RangeError('gone'));

    await expect(iterator.next()).rejects.toThrow(new RangeError('gone'));
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it.each<[string, (body: FetchedImage['body']) => unknown]>([
    ['does not begin to read', (body) => body[Symbol.asyncIterator]().return?.()],
    ['destroys a stream of it', (body) => Readable.from(body).destroy()],
    [
      'stops after a piece',
      async (body) => {
        for await (const _ of body) break;
      },
    ],
  ])('and %s leaves no connection', async (_, stop) => {
    const { origin } = await strangers.start({ '/': endless });

    const { sockets } = await withSockets(async () => stop((await fetchFrom(origin)).body));

    await until('the connection is gone', () => sockets[0]?.destroyed);
  });
});

it.each<[string, Reply, (fetching: Promise<FetchedImage>) => Promise<unknown>]>([
  ['was read', picture('abc'), (fetching) => fetching.then(read)],
  ['was refused', picture('', { 'content-type': 'text/html' }), refusalOf],
  ['broke off', picture('abc', { 'content-length': '9' }), (it) => refusalOf(it.then(read))],
])('a fetch that %s waits for its caller no longer', async (_, reply, end) => {
  const { origin } = await strangers.start({ '/': reply });
  const { signal } = new AbortController();

  await end(fetchFrom(origin, {}, signal));

  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('a redirect that has a body leaves no connection while the image is read', async () => {
  const { origin } = await strangers.start({
    '/': (socket) => flood(socket, redirect('/b').replace('length: 0', 'length: 9999999'), 9999999),
    '/b': picture('abc'),
  });

  const { result, sockets } = await withSockets(() => fetchFrom(origin));

  expect(sockets.map((socket) => socket.destroyed)).toEqual([true, false]);
  expect((await read(result)).toString()).toBe('abc');
});
