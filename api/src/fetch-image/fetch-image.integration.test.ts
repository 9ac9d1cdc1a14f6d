import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { trustedCertificate } from '../../../test/support/certificate.ts';
import { until } from '../../../test/support/until.ts';
import type { Address } from './check-target.ts';
import { createImageFetcher, type FetchedImage, type ImageFetcherOptions } from './fetch-image.ts';
import { requestImage } from './request-image.ts';
import {
  picture,
  type Reply,
  redirect,
  type Stranger,
  type StrangerOptions,
  socketsOf,
  startStranger,
} from './stranger-server.ts';

const MAX_BYTES = 1_000_000;
/** A socket is read in pieces of this size, and one of them may be too much. */
const ONE_READ_BYTES = 64 * 1024;
const SHORT_MS = 100;
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';

const neverAborted = new AbortController().signal;
const strangers: Stranger[] = [];

/** Whoever is left connected to a stranger keeps this from ending. */
afterEach(() => Promise.all(strangers.splice(0).map((stranger) => stranger.close())));

async function stranger(replies: Readonly<Record<string, Reply>>, options?: StrangerOptions) {
  const started = await startStranger(replies, options);
  strangers.push(started);
  return started;
}

function fetchFrom(url: string, options: Partial<ImageFetcherOptions> = {}, signal = neverAborted) {
  const fetchImage = createImageFetcher({ maxBytes: MAX_BYTES, allowLoopback: true, ...options });
  return fetchImage(url, signal);
}

const read = async ({ body }: FetchedImage) => Buffer.concat(await Array.fromAsync(body));

const refused = (detail: RegExp) => ({
  name: 'Problem',
  type: 'url-refused',
  message: expect.stringMatching(detail),
});

describe('an image', () => {
  it('comes as it is, for a request that says nothing about us', async () => {
    const bytes = Array.from({ length: 70_000 }, (_, index) => String.fromCharCode(index % 256));
    const sent = bytes.join('');
    const type = { 'content-type': ' Image/PNG ; charset=x' };
    const path = '/a/%C3%89t%C3%A9%201.png?size=large&sig=x';
    const { origin, port, requests } = await stranger({ [path]: picture(sent, type) });

    const image = await fetchFrom(`${origin}${path}#part`);

    expect((await read(image)).toString('latin1')).toBe(sent);
    expect(image).toMatchObject({ contentType: 'image/png', fileName: 'Été 1.png' });
    const [head = ''] = requests;
    expect(head.split('\r\n')).toEqual([
      `GET ${path} HTTP/1.1`,
      'accept: image/*',
      'accept-encoding: identity',
      'user-agent: Blobscribe',
      `Host: 127.0.0.1:${port}`,
      'Connection: close',
    ]);
  });

  it('is asked for without what instrumentation adds to requests', async () => {
    const http = createRequire(import.meta.url)('node:http');
    const { request } = http;
    // Instrumentation that a loader brings in reaches imports too.
    http.request = () => {
      throw new Error('instrumented');
    };
    syncBuiltinESMExports();
    try {
      const { origin } = await stranger({ '/': picture('image') });

      expect((await read(await fetchFrom(origin))).toString()).toBe('image');
    } finally {
      http.request = request;
      syncBuiltinESMExports();
    }
  });

  it.each([
    ['in chunks', `${CHUNKED}2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`],
    ['up to the end of the connection', 'HTTP/1.1 200 OK\r\n\r\nabc'],
    ['in HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nabc'],
    ['after hints', `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${picture('abc')}`],
    ['as identity', picture('abc', { 'content-encoding': 'Identity' })],
    ['of a length that is less than what follows', picture('abcde', { 'content-length': '3' })],
  ])('is taken %s', async (_, reply) => {
    const { origin } = await stranger({ '/': reply });

    expect((await read(await fetchFrom(origin))).toString()).toBe('abc');
  });

  it.each([
    ['image/svg+xml', 'image/svg+xml'],
    ['application/octet-stream', 'application/octet-stream'],
    ['', 'application/octet-stream'],
    ['IMAGE/JPEG;q=1', 'image/jpeg'],
  ])('that is called %j is of type %s', async (given, contentType) => {
    const { origin } = await stranger({ '/': picture('abc', { 'content-type': given }) });

    const image = await fetchFrom(origin);

    expect(image.contentType).toBe(contentType);
    await read(image);
  });

  it.each([
    ['/', undefined],
    ['/folder/', undefined],
    ['/%', '%'],
    ['/%E9.png', '%E9.png'],
    ['/a%2Fb.png', 'a/b.png'],
    [`/${'x'.repeat(1024)}`, 'x'.repeat(1024)],
    [`/${'x'.repeat(1025)}`, undefined],
  ])('at %s has a name that an upload may have', async (path, fileName) => {
    const { origin } = await stranger({ [path]: picture('abc') });

    const image = await fetchFrom(`${origin}${path}`);

    expect(image.fileName).toBe(fileName);
    await read(image);
  });

  it('may be as large as the limit', async () => {
    const sent = 'x'.repeat(MAX_BYTES);
    const { origin } = await stranger({ '/': picture(sent) });

    expect((await read(await fetchFrom(origin))).length).toBe(MAX_BYTES);
  });

  it('may lie behind three redirects, and is called by the last', async () => {
    const other = await stranger({ '/c/cat.png': picture('cat') }, { host: '::1' });
    const { origin } = await stranger({
      '/a': redirect('b', 302),
      '/b': redirect('/?c', 307),
      '/?c': redirect(`${other.origin}/c/cat.png`, 308),
    });

    const image = await fetchFrom(`${origin}/a`);

    expect(image.fileName).toBe('cat.png');
    expect((await read(image)).toString()).toBe('cat');
  });

  it.each([301, 302, 303, 307, 308])('may be elsewhere with status %i', async (status) => {
    const { origin } = await stranger({ '/': redirect('/b', status), '/b': picture('abc') });

    expect((await read(await fetchFrom(origin))).toString()).toBe('abc');
  });
});

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
    ['after endless hints', 'HTTP/1.1 103 Hints\r\n\r\n'.repeat(10_000), /no answer/],
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
    const { origin, requests } = await stranger({ '/': reply });

    await expect(fetchFrom(origin)).rejects.toMatchObject(refused(detail));
    expect(requests.length).toBe(detail.source.includes('3 times') ? 4 : 1);
  });

  it('that redirects where nothing may be dialled, and nothing is', async () => {
    const { origin } = await stranger({ '/': redirect('http://192.168.0.1/') });

    const sockets = await socketsOf(() => fetchFrom(origin).catch(() => {}));

    expect(sockets).toHaveLength(1);
  });

  it('that redirects to a name which has become private meanwhile', async () => {
    const addresses: Address[] = [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.4', family: 4 },
    ];
    const resolve = async () => addresses.splice(0, 1);
    const { port, connections } = await stranger({ '/': redirect('/b'), '/b': picture('abc') });

    const fetching = fetchFrom(`http://localhost.test:${port}/`, { resolve });

    await expect(fetching).rejects.toMatchObject(refused(/public Internet/));
    expect(connections()).toBe(1);
  });

  it('that announces more than the limit, before it comes', async () => {
    const announced = { 'content-length': `${MAX_BYTES + 1}` };
    const { origin } = await stranger({ '/': (socket) => socket.write(picture('', announced)) });

    await expect(fetchFrom(origin)).rejects.toMatchObject({ type: 'too-large' });
  });

  it('that never comes, at the deadline', async () => {
    const { origin } = await stranger({});

    const fetching = fetchFrom(origin, { deadlineMs: SHORT_MS });

    await expect(fetching).rejects.toMatchObject(refused(/within 0.1 s/));
  });

  it('whose header never ends, at the deadline', async () => {
    const { origin } = await stranger({
      '/': (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        drip(socket, 'a: b\r\n');
      },
    });

    const fetching = fetchFrom(origin, { deadlineMs: SHORT_MS });

    await expect(fetching).rejects.toMatchObject(refused(/within 0.1 s/));
  });

  it('of a server that answers no connection', async () => {
    const { origin, close } = await startStranger({});
    await close();

    await expect(fetchFrom(origin)).rejects.toMatchObject(refused(/no answer/));
  });
});

describe('TLS', () => {
  it('is spoken with those whom a certificate vouches for, and never given up by a redirect', async () => {
    const trusted = getCACertificates('default');
    const { certificate: cert, key, remove } = await trustedCertificate();
    try {
      const plain = await stranger({ '/': picture('plain') });
      const replies = { '/': picture('secret'), '/down': redirect(`${plain.origin}/`) };
      const { origin } = await stranger(replies, { tls: { cert, key } });

      expect((await read(await fetchFrom(origin))).toString()).toBe('secret');
      await expect(fetchFrom(`${origin}/down`)).rejects.toMatchObject(refused(/https to http/));
      expect(plain.connections()).toBe(0);
      setDefaultCACertificates(trusted);
      await expect(fetchFrom(origin)).rejects.toMatchObject(refused(/no answer/));
    } finally {
      setDefaultCACertificates(trusted);
      await remove();
    }
  });
});

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
    const { origin } = await stranger({ '/': reply });

    const reading = fetchFrom(origin).then(read);

    await expect(reading).rejects.toMatchObject(refused(/broke off/));
  });

  it.each([
    ['one byte too long', 'HTTP/1.1 200 OK\r\n\r\n', MAX_BYTES + 1],
    ['of endless bytes', 'HTTP/1.1 200 OK\r\n\r\n', Number.POSITIVE_INFINITY],
    ['of endless chunks', CHUNKED, Number.POSITIVE_INFINITY],
  ])('%s, and not much more of it is read', async (_, head, length) => {
    const { origin } = await stranger({ '/': (socket) => flood(socket, head, length) });
    let bytes = 0;

    const [socket] = await socketsOf(async () => {
      const { body } = await fetchFrom(origin);
      const reading = (async () => {
        for await (const chunk of body) bytes += chunk.length;
      })();
      await expect(reading).rejects.toMatchObject({ type: 'too-large' });
    });

    expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
    expect(socket?.bytesRead).toBeLessThanOrEqual(MAX_BYTES + ONE_READ_BYTES);
  });

  it('over a tiny limit, though nobody reads yet', async () => {
    const { origin } = await stranger({ '/': (socket) => flood(socket, CHUNKED, 10 * MAX_BYTES) });
    let image: FetchedImage | undefined;

    const [socket] = await socketsOf(async () => {
      image = await fetchFrom(origin, { maxBytes: 10 });
    });

    await until('the connection is gone', () => socket?.destroyed);
    expect(socket?.bytesRead).toBeLessThanOrEqual(10 + ONE_READ_BYTES);
    await expect(image && read(image)).rejects.toMatchObject({ type: 'too-large' });
  });

  it('without a byte', async () => {
    const { origin } = await stranger({ '/': `${CHUNKED}0\r\n\r\n` });

    await expect(fetchFrom(origin).then(read)).rejects.toMatchObject(refused(/empty/));
  });

  it('that drips, at the deadline', async () => {
    const { origin } = await stranger({
      '/': (socket) => {
        socket.write(CHUNKED);
        drip(socket, '1\r\na\r\n');
      },
    });

    const reading = fetchFrom(origin, { deadlineMs: SHORT_MS }).then(read);

    await expect(reading).rejects.toMatchObject(refused(/within 0.1 s/));
  });

  it('that nobody reads, at the deadline, though it was whole', async () => {
    const { origin } = await stranger({ '/': (socket) => socket.write(picture('abc')) });
    let image: FetchedImage | undefined;
    const [socket] = await socketsOf(async () => {
      image = await fetchFrom(origin, { deadlineMs: SHORT_MS });
    });

    await until('the connection is gone', () => socket?.destroyed);

    await expect(image && read(image)).rejects.toMatchObject(refused(/within 0.1 s/));
  });
});

it('an address that was never checked is told nothing, should it be dialled all the same', async () => {
  const { port, requests, connections } = await stranger({ '/': picture('abc') });
  const url = new URL(`http://127.0.0.1:${port}/`);
  const allows = (address?: string) => address !== '127.0.0.1';
  const target = { url, host: url.hostname, port: url.port, addresses: [], allows };

  await expect(requestImage(target, neverAborted)).rejects.toMatchObject(refused(/no answer/));

  await until('the connection is there', () => connections() === 1);
  expect(requests).toEqual([]);
});

describe('a caller who gives up', () => {
  const endless: Reply = (socket) => flood(socket, CHUNKED, Number.POSITIVE_INFINITY);

  it('beforehand causes nothing', async () => {
    const { origin, connections } = await stranger({ '/': picture('abc') });
    const signal = AbortSignal.abort(new RangeError('gone'));

    await expect(fetchFrom(origin, {}, signal)).rejects.toThrow(new RangeError('gone'));
    expect(connections()).toBe(0);
  });

  it.each([
    ['while a name is looked up', () => new Promise<never>(() => {})],
    ['before the answer', async () => [{ address: '127.0.0.1', family: 4 }] as const],
  ])('%s meets the own reason', async (_, resolve) => {
    const { port } = await stranger({});
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
    const { origin } = await stranger({ '/': reply });
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
    const { origin } = await stranger({ '/': endless });

    const [socket] = await socketsOf(async () => stop((await fetchFrom(origin)).body));

    await until('the connection is gone', () => socket?.destroyed);
  });
});

/** Sends `text` again and again, without haste, until the client hangs up. */
function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), SHORT_MS / 10);
  socket.on('close', () => clearInterval(timer));
}

/** Sends `length` bytes after `head`, as fast as the client takes them. */
function flood(socket: Socket, head: string, length: number): void {
  const isChunked = head.includes('chunked');
  let left = length;
  const more = () => {
    while (left > 0 && socket.writable) {
      const piece = 'x'.repeat(Math.min(left, ONE_READ_BYTES));
      left -= piece.length;
      const frame = isChunked ? `${piece.length.toString(16)}\r\n${piece}\r\n` : piece;
      if (!socket.write(frame)) return;
    }
    if (left === 0) socket.end(isChunked ? '0\r\n\r\n' : '');
  };
  socket.on('drain', more);
  socket.write(head);
  more();
}
