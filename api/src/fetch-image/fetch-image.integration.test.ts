import { createRequire, syncBuiltinESMExports } from 'node:module';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { trustedCertificate } from '../../../test/support/certificate.ts';
import { createStrangers, fetchFrom, MAX_BYTES, read, refusalOf } from './fetch-bench.ts';
import { CHUNKED, picture, redirect } from './stranger-server.ts';

const strangers = createStrangers();
afterEach(() => strangers.close());

describe('an image', () => {
  it('comes as it is, for a request that says nothing about us', async () => {
    const bytes = Array.from({ length: 70_000 }, (_, index) => String.fromCharCode(index % 256));
    const sent = bytes.join('');
    const type = { 'content-type': ' Image/PNG ; charset=x' };
    const path = '/a/%C3%89t%C3%A9%201.png?size=large&sig=x';
    const { origin, port, requests } = await strangers.start({ [path]: picture(sent, type) });

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
      const { origin } = await strangers.start({ '/': picture('image') });

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
    const { origin } = await strangers.start({ '/': reply });

    expect((await read(await fetchFrom(origin))).toString()).toBe('abc');
  });

  it.each([
    ['image/svg+xml', 'image/svg+xml'],
    ['application/octet-stream', 'application/octet-stream'],
    ['', 'application/octet-stream'],
    ['IMAGE/JPEG;q=1', 'image/jpeg'],
  ])('that is called %j is of type %s', async (given, contentType) => {
    const { origin } = await strangers.start({ '/': picture('abc', { 'content-type': given }) });

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
    const { origin } = await strangers.start({ [path]: picture('abc') });

    const image = await fetchFrom(`${origin}${path}`);

    expect(image.fileName).toBe(fileName);
    await read(image);
  });

  it('may be as large as the limit', async () => {
    const sent = 'x'.repeat(MAX_BYTES);
    const { origin } = await strangers.start({ '/': picture(sent) });

    expect((await read(await fetchFrom(origin))).length).toBe(MAX_BYTES);
  });

  it('may lie behind three redirects, and is called by the last', async () => {
    const other = await strangers.start({ '/c/cat.png': picture('cat') }, { host: '::1' });
    const { origin } = await strangers.start({
      '/a': redirect('b', 302),
      '/b': redirect('/?c', 307),
      '/?c': redirect(`${other.origin}/c/cat.png`, 308),
    });

    const image = await fetchFrom(`${origin}/a`);

    expect(image.fileName).toBe('cat.png');
    expect((await read(image)).toString()).toBe('cat');
  });

  it.each([301, 302, 303, 307, 308])('may be elsewhere with status %i', async (status) => {
    const { origin } = await strangers.start({ '/': redirect('/b', status), '/b': picture('abc') });

    expect((await read(await fetchFrom(origin))).toString()).toBe('abc');
  });
});

describe('TLS', () => {
  it('is spoken with those whom a certificate vouches for, and never given up by a redirect', async () => {
    const trusted = getCACertificates('default');
    const { certificate: cert, key, remove } = await trustedCertificate();
    try {
      const plain = await strangers.start({ '/': picture('plain') });
      const replies = { '/': picture('secret'), '/down': redirect(`${plain.origin}/`) };
      const { origin } = await strangers.start(replies, { tls: { cert, key } });

      expect((await read(await fetchFrom(origin))).toString()).toBe('secret');
      expect(await refusalOf(fetchFrom(`${origin}/down`))).toMatch(/https to http/);
      expect(plain.connections()).toBe(0);
      setDefaultCACertificates(trusted);
      expect(await refusalOf(fetchFrom(origin))).toMatch(/no answer/);
    } finally {
      setDefaultCACertificates(trusted);
      await remove();
    }
  });
});
