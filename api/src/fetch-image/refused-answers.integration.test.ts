import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../../test/support/until.ts';
import type { Address } from './check-target.ts';
import { createStrangers, fetchFrom, MAX_BYTES, refusalOf, SHORT_MS } from './fetch-bench.ts';
import { requestImage } from './request-image.ts';
import { CHUNKED, drip, picture, redirect, startStranger, withSockets } from './stranger-server.ts';

const strangers = createStrangers();
afterEach(() => strangers.close());

describe('an answer is refused', () => {
  const html = { 'content-type': 'text/html' };
  const gzip = { 'content-encoding': 'gzip' };
  const bomb = gzipSync(Buffer.alloc(100 * MAX_BYTES)).toString('latin1');

  it.each<[string, string, RegExp]>([
    ['that finds nothing', 'HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n', /status 404/],
    ['without content', 'HTTP/1.1 204 No\r\n\r\n', /status 204/],
    ['of a part', picture('abc').replace('200', '206'), /status 206/],
    ['that nothing changed', 'HTTP/1.1 304 No\r\n\r\n', /status 304/],
    ['of a failure', picture('abc').replace('200', '500'), /status 500/],
    ['that is a page', picture('<html>', html), /text\/html/],
    ['of a type that is a pattern', picture('abc', { 'content-type': 'image/*' }), /image\/\*/],
    ['of many types', picture('abc', { 'content-type': 'image/png, a/b' }), /image\/png, a\/b/],
    ['that is a gzip bomb', picture(bomb, gzip), /compresses/],
    ['that is compressed too', picture('a', { 'content-encoding': 'identity, br' }), /compresses/],
    ['that is compressed in transfer', CHUNKED.replace('chunked', 'gzip, chunked'), /compresses/],
    ['that announces nothing', picture(''), /empty/],
    ['of two lengths', picture('abc', { 'Content-Length': '4' }), /no answer/],
    ['of a length and chunks', picture('abc', { 'transfer-encoding': 'chunked' }), /no answer/],
    ['of a negative length', picture('abc', { 'content-length': '-1' }), /no answer/],
    ['of a broken header', 'HTTP/1.1 200 OK\r\na b\x00: c\r\n\r\nabc', /no answer/],
    ['of endless headers', `HTTP/1.1 200 OK\r\na: ${'b'.repeat(20_000)}\r\n\r\n`, /no answer/],
    ['of many headers', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}\r\nabc`, /no answer/],
    [
      'after too many hints',
      `${'HTTP/1.1 103 Hints\r\n\r\n'.repeat(10_000)}${picture('abc')}`,
      /no answer/,
    ],
    ['in another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', /no answer/],
    [
      'that changes the protocol',
      'HTTP/1.1 101 OK\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      /no answer/,
    ],
    ['that is none', '', /no answer/],
    ['without its end', 'HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n', /no answer/],
    ['that redirects nowhere', 'HTTP/1.1 302 No\r\ncontent-length: 0\r\n\r\n', /status 302/],
    ['that redirects to no URL', redirect('http://'), /no URL/],
    ['that redirects to a file', redirect('file:///etc/passwd'), /not file:/],
    ['that redirects into data', redirect('data:image/png;base64,AAAA'), /not data:/],
    ['that redirects with a password', redirect('http://a:b@8.8.8.8/'), /user name/],
    ['that redirects to another port', redirect('http://8.8.8.8:8080/'), /ports/],
    ['that redirects to a private address', redirect('http://10.0.0.4/'), /public Internet/],
    [
      'that redirects to the metadata',
      redirect('http://169.254.169.254/metadata'),
      /public Internet/,
    ],
    ['that redirects to it in disguise', redirect('//[::ffff:a9fe:a9fe]/'), /public Internet/],
    ['that redirects to WireServer', redirect('http://2822734096/'), /public Internet/],
    ['that redirects to itself', redirect('/'), /more than 3 times/],
  ])('%s', async (_, reply, detail) => {
    const { origin, requests } = await strangers.start({ '/': reply });

    expect(await refusalOf(fetchFrom(origin))).toMatch(detail);
    expect(requests.length).toBe(detail.source.includes('3 times') ? 4 : 1);
  });

  it('that redirects where nothing may be dialled, and nothing is', async () => {
    const { origin } = await strangers.start({ '/': redirect('http://192.168.0.1/') });

    const { sockets } = await withSockets(() => fetchFrom(origin).catch(() => {}));

    expect(sockets).toHaveLength(1);
  });

  it('that redirects to a name which has become private meanwhile', async () => {
    const addresses: Address[] = [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.4', family: 4 },
    ];
    const resolve = async () => addresses.splice(0, 1);
    const { port, connections } = await strangers.start({
      '/': redirect('/b'),
      '/b': picture('abc'),
    });

    const fetching = fetchFrom(`http://localhost.test:${port}/`, { resolve });

    expect(await refusalOf(fetching)).toMatch(/public Internet/);
    expect(connections()).toBe(1);
  });

  it('that announces more than the limit, before it comes', async () => {
    const announced = { 'content-length': `${MAX_BYTES + 1}` };
    const { origin } = await strangers.start({
      '/': (socket) => socket.write(picture('', announced)),
    });

    await expect(fetchFrom(origin)).rejects.toMatchObject({ type: 'too-large' });
  });

  it('that never comes, at the deadline', async () => {
    const { origin } = await strangers.start({});

    const fetching = fetchFrom(origin, { deadlineMs: SHORT_MS });

    expect(await refusalOf(fetching)).toMatch(/within 0.1 s/);
  });

  it('whose header never ends, at the deadline', async () => {
    const { origin } = await strangers.start({
      '/': (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        drip(socket, 'a: b\r\n');
      },
    });

    const fetching = fetchFrom(origin, { deadlineMs: SHORT_MS });

    expect(await refusalOf(fetching)).toMatch(/within 0.1 s/);
  });

  it('of a server that answers no connection', async () => {
    const { origin, close } = await startStranger({});
    await close();

    expect(await refusalOf(fetchFrom(origin))).toMatch(/no answer/);
  });
});

it('an address that was never checked is told nothing, should it be dialled all the same', async () => {
  const { port, requests, connections } = await strangers.start({ '/': picture('abc') });
  const url = new URL(`http://127.0.0.1:${port}/`);
  const allows = (address?: string) => address !== '127.0.0.1';
  const target = { url, host: url.hostname, port: url.port, addresses: [], allows };

  expect(await refusalOf(requestImage(target, new AbortController().signal))).toMatch(/no answer/);

  await until('the connection is there', () => connections() === 1);
  expect(requests).toEqual([]);
});
