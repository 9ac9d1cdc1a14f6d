import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../../test/support/until.ts';
import { createStrangers, fetchFrom, MAX_BYTES, read, refusalOf, SHORT_MS } from './fetch-bench.ts';
import { CHUNKED, drip, flood, picture, type Reply, withSockets } from './stranger-server.ts';

const strangers = createStrangers();
afterEach(() => strangers.close());

/** A socket is read in pieces of this size, and one of them may be too much. */
const ONE_READ_BYTES = 64 * 1024;

describe('a body is refused', () => {
  it.each<[string, Reply]>([
    ['shorter than announced', picture('abc', { 'content-length': '4' })],
    ['without its last chunk', `${CHUNKED}3\r\nabc\r\n`],
    ['within a chunk', `${CHUNKED}9\r\nabc`],
    ['in chunks of no size', `${CHUNKED}3\r\nabc\r\nxyz\r\n`],
    ['with endless trailers', `${CHUNKED}3\r\nabc\r\n0\r\n${'a: b\r\n'.repeat(10_000)}`],
    [
      'in frames that outweigh it',
      `${CHUNKED}${`1;${'x'.repeat(9000)}\r\na\r\n`.repeat(100)}0\r\n\r\n`,
    ],
    [
      'when the connection is reset in it',
      (socket) => {
        socket.write(picture('abc', { 'content-length': '9' }), () => socket.resetAndDestroy());
      },
    ],
  ])('%s', async (_, reply) => {
    const { origin } = await strangers.start({ '/': reply });

    const reading = fetchFrom(origin).then(read);

    expect(await refusalOf(reading)).toMatch(/broke off/);
  });

  it.each([
    ['one byte too long', 'HTTP/1.1 200 OK\r\n\r\n', MAX_BYTES + 1],
    ['of endless bytes', 'HTTP/1.1 200 OK\r\n\r\n', Number.POSITIVE_INFINITY],
    ['of endless chunks', CHUNKED, Number.POSITIVE_INFINITY],
  ])('%s, and not much more of it is read', async (_, head, length) => {
    const { origin } = await strangers.start({ '/': (socket) => flood(socket, head, length) });
    let bytes = 0;

    const { sockets } = await withSockets(async () => {
      const { body } = await fetchFrom(origin);
      const reading = (async () => {
        for await (const chunk of body) bytes += chunk.length;
      })();
      await expect(reading).rejects.toMatchObject({ type: 'too-large' });
    });

    expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
    expect(sockets[0]?.bytesRead).toBeLessThanOrEqual(MAX_BYTES + ONE_READ_BYTES);
  });

  it('over a tiny limit, though nobody reads yet', async () => {
    const { origin } = await strangers.start({
      '/': (socket) => flood(socket, CHUNKED, 10 * MAX_BYTES),
    });

    const { result, sockets } = await withSockets(() => fetchFrom(origin, { maxBytes: 10 }));

    await until('the connection is gone', () => sockets[0]?.destroyed);
    expect(sockets[0]?.bytesRead).toBeLessThanOrEqual(10 + ONE_READ_BYTES);
    await expect(read(result)).rejects.toMatchObject({ type: 'too-large' });
  });

  it('without a byte', async () => {
    const { origin } = await strangers.start({ '/': `${CHUNKED}0\r\n\r\n` });

    expect(await refusalOf(fetchFrom(origin).then(read))).toMatch(/empty/);
  });

  it('that drips, at the deadline', async () => {
    const { origin } = await strangers.start({
      '/': (socket) => {
        socket.write(CHUNKED);
        drip(socket, '1\r\na\r\n');
      },
    });

    const reading = fetchFrom(origin, { deadlineMs: SHORT_MS }).then(read);

    expect(await refusalOf(reading)).toMatch(/within 0.1 s/);
  });

  it('that nobody reads, at the deadline, though it was whole', async () => {
    const { origin } = await strangers.start({ '/': (socket) => socket.write(picture('abc')) });
    // Long enough for the headers on a machine that is busy.
    const fetching = () => fetchFrom(origin, { deadlineMs: 10 * SHORT_MS });
    const { result, sockets } = await withSockets(fetching);

    await until('the connection is gone', () => sockets[0]?.destroyed);

    expect(await refusalOf(read(result))).toMatch(/within 1 s/);
  });
});
