import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEMS, Problem } from '../problem.ts';
import type { Address } from './check-target.ts';
import { createImageFetcher } from './fetch-image.ts';
import { picture, type Stranger, startStranger, withSockets } from './stranger-server.ts';

/** The port that a URL need not name; where it is not to be had, the address is still judged first. */
const WEB_PORT = 80;
const NO_PUBLIC_ADDRESS = /no address of its own in the public Internet/;
/** In a block of global unicast that IANA has given to nobody: nothing answers there. */
const PUBLIC: Address = { address: '2e00::1', family: 6 };
const V4: Address = { address: '127.0.0.1', family: 4 };
const V6: Address = { address: '::1', family: 6 };

let canaries: readonly Stranger[];

const options = { maxBytes: 1000, allowLoopback: false, deadlineMs: 5000 };
const neverAborted = new AbortController().signal;
const fetchImage = createImageFetcher({ ...options, resolve: async () => [V4, V6] });

beforeAll(async () => {
  const start = (host: string, port: number) =>
    startStranger({ '/': picture('canary') }, { host, port });
  canaries = await Promise.all(
    ['127.0.0.1', '::1'].map((host) => start(host, WEB_PORT).catch(() => start(host, 0))),
  );
});

afterAll(() => Promise.all(canaries.map((canary) => canary.close())));

/** The problem that a fetch ends with, once it is sure that nothing was dialled. */
async function problemOf(fetching: () => Promise<unknown>): Promise<Problem> {
  const { result: problem, sockets } = await withSockets(() =>
    fetching().catch((error: unknown) => error),
  );
  expect(sockets).toHaveLength(0);
  expect(canaries.map((canary) => canary.connections())).toEqual([0, 0]);
  if (!(problem instanceof Problem)) throw new Error('not refused', { cause: problem });
  expect(PROBLEMS[problem.type][0]).toBe(422);
  return problem;
}

/** With the canary's port where that is not the one of the web. */
const atCanary = (host: string, canary = canaries[0]) =>
  canary?.port === WEB_PORT ? host : `${host}:${canary?.port}`;

describe('a URL whose host is written so that it leads inside is refused without a connection', () => {
  it.each([
    // 127.0.0.1 in every spelling that the URL standard reads as IPv4.
    ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '017700000001', '0x7f000001', '0x7f.1'],
    ...['0177.0.0.1', '0x7f.0x0.0x0.0x1', '0177.0x0.0.1', '00000177.0.0.1', '127.0.0.1.', '127.1.'],
    ...['127.000.000.001', '0', '0.0.0.0', '0x0', '00', '127.255.255.254', '127.0.0.0'],
    ...[
      '①②⑦.⓪.⓪.①',
      '127。0。0。1',
      '１２７.0.0.1',
      '127．0．0．1',
      '%31%32%37.0.0.1',
      '127.0.0.%31',
    ],
    // Names of this machine and of the platform.
    ...[
      'localhost',
      'LOCALHOST',
      'localhost.',
      'ⓛocalhost',
      'loc%61lhost',
      'app.localhost',
      'loc\u00adalhost',
    ],
    ...['localhost.localdomain', 'ip6-localhost', 'metadata.google.internal', 'vault.local', 'api'],
    ...[
      '127.0.0.1.nip.io',
      '7f000001.rbndr.us',
      'customer1.app.localhost.my.company.127.0.0.1.nip.io',
    ],
    // IPv6, and IPv4 inside it.
    ...[
      '[::1]',
      '[0:0:0:0:0:0:0:1]',
      '[0000::0001]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
    ],
    ...[
      '[::127.0.0.1]',
      '[::7f00:1]',
      '[64:ff9b::7f00:1]',
      '[64:ff9b:1::7f00:1]',
      '[2002:7f00:1::]',
    ],
    ...[
      '[2001:0:7f00:1::]',
      '[2a00:1450::5efe:127.0.0.1]',
      '[::ffff:0:127.0.0.1]',
      '[fe80::1]',
      '[fc00::1]',
    ],
    // Metadata, WireServer, and other machines near by.
    ...['169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '[::a9fe:a9fe]'],
    ...[
      '[::ffff:169.254.169.254]',
      '[fd00:ec2::254]',
      '168.63.129.16',
      '0xa83f8110',
      '100.100.0.1',
    ],
    ...['10.0.0.4', '172.17.0.1', '172.31.0.1', '192.168.1.1', '192.0.2.1', '198.18.0.1'],
    ...['224.0.0.1', '255.255.255.255', '[ff02::1]'],
  ])('%s', async (host) => {
    const { message } = await problemOf(() =>
      fetchImage(`http://${atCanary(host)}/`, neverAborted),
    );

    expect(message).toMatch(NO_PUBLIC_ADDRESS);
  });
});

describe('a URL that is odd otherwise is refused without a connection', () => {
  it.each([
    ['an address behind backslashes', 'http:\\\\127.0.0.1\\', NO_PUBLIC_ADDRESS],
    ['an address behind one slash', 'http:/127.0.0.1/', NO_PUBLIC_ADDRESS],
    ['an address behind no slash', 'http:127.0.0.1', NO_PUBLIC_ADDRESS],
    ['an address behind many slashes', 'http://////127.0.0.1/', NO_PUBLIC_ADDRESS],
    ['an address with a line break', 'http://127.0.\n0.1/', NO_PUBLIC_ADDRESS],
    ['an address with a tab, between spaces', '  ht\ttp://127.0.0.1/  ', NO_PUBLIC_ADDRESS],
    [
      'an address before a backslash and an at',
      'http://127.0.0.1\\@example.com',
      NO_PUBLIC_ADDRESS,
    ],
    ['an address before a number sign', 'http://127.0.0.1#@example.com/', NO_PUBLIC_ADDRESS],
    ['an address on https', 'https://127.0.0.1/', NO_PUBLIC_ADDRESS],
    ['the identity endpoint', 'http://localhost:42356/msi/token', NO_PUBLIC_ADDRESS],
    ['the ssh port here', 'http://127.0.0.1:22/', NO_PUBLIC_ADDRESS],
    ['another port elsewhere', 'http://8.8.8.8:8080/', /ports 80 and 443/],
    ['another port of IPv6 elsewhere', 'https://[2a00:1450::1]:22/', /ports 80 and 443/],
    ['port 0', 'http://8.8.8.8:0/', /ports 80 and 443/],
    ['a user name', 'http://example.com@127.0.0.1/', /user name/],
    ['a user name elsewhere', 'https://me@8.8.8.8/', /user name/],
    ['a password alone', 'https://:secret@8.8.8.8/', /user name/],
    ['an encoded at', 'http://example.com%40127.0.0.1/', /no URL/],
    ['a zone', 'http://[fe80::1%25eth0]/', /no URL/],
    ['a number too large', 'http://127.0.0.256/', /no URL/],
    ['a host with an encoded null', 'http://127.0.0.1%00.example.com/', /no URL/],
    ['no host', 'http://', /no URL/],
    ['nothing', '', /no URL/],
    ['no scheme', '//127.0.0.1/', /no URL/],
    ['a port too large', 'http://8.8.8.8:65616/', /no URL/],
    ['a file', 'file:///etc/passwd', /not file:/],
    ['a file of another host', 'file://127.0.0.1/etc/passwd', /not file:/],
    ['ftp', 'ftp://127.0.0.1/a.png', /not ftp:/],
    ['gopher', 'gopher://127.0.0.1:80/_GET%20/', /not gopher:/],
    ['data', 'data:image/png;base64,AAAA', /not data:/],
    ['a blob', 'blob:http://127.0.0.1/1', /not blob:/],
    ['a websocket', 'ws://127.0.0.1/', /not ws:/],
    ['a websocket elsewhere at a port of the web', 'wss://8.8.8.8:80/', /not wss:/],
    ['a script', 'javascript:alert(1)', /not javascript:/],
    ['a socket', 'unix:///var/run/docker.sock', /not unix:/],
  ])('%s', async (_, url, reason) => {
    const { message } = await problemOf(() => fetchImage(url, neverAborted));

    expect(message).toMatch(reason);
  });
});

describe('a name is refused without a connection', () => {
  it.each<[string, readonly Address[]]>([
    ['when it has no address', []],
    ['when one address of many is private', [PUBLIC, { address: '10.0.0.4', family: 4 }]],
    ['when its IPv6 address is private', [{ address: 'fd12:3456::1', family: 6 }]],
    ['when IPv4 is public and IPv6 here', [{ address: '8.8.8.8', family: 4 }, V6]],
    ['when its address has a zone', [{ address: 'fe80::1%lo', family: 6 }]],
    ['when its address is a name', [{ address: 'localhost', family: 4 }]],
  ])('%s', async (_, addresses) => {
    const fetchOdd = createImageFetcher({ ...options, resolve: async () => addresses });

    const { message } = await problemOf(() => fetchOdd('http://name.test/', neverAborted));

    expect(message).toMatch(NO_PUBLIC_ADDRESS);
  });

  it('in the same words when it does not exist', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    const fetchNowhere = createImageFetcher({ ...options, resolve });

    const { message } = await problemOf(() => fetchNowhere('http://name.test/', neverAborted));

    expect(message).toMatch(NO_PUBLIC_ADDRESS);
  });

  it('when the resolver of this machine finds it here', async () => {
    const fetchReally = createImageFetcher(options);

    const { message } = await problemOf(() => fetchReally('http://localhost/', neverAborted));

    expect(message).toMatch(NO_PUBLIC_ADDRESS);
  });
});

it('a name that moves inside after it was checked is dialled where it was', async () => {
  const answers = [[PUBLIC], [V4], [V6]];
  const asked: string[] = [];
  const resolve = async (host: string) => {
    asked.push(host);
    return answers.shift() ?? [V4];
  };
  const fetchRebound = createImageFetcher({ ...options, resolve, deadlineMs: 100 });

  const fetching = fetchRebound('http://rebound.test/', neverAborted);

  await expect(fetching).rejects.toMatchObject({ type: 'url-refused' });
  expect(asked).toEqual(['rebound.test']);
  expect(canaries.map((canary) => canary.connections())).toEqual([0, 0]);
});

it('the canaries are alive', async () => {
  const fetchHere = createImageFetcher({ ...options, allowLoopback: true });

  for (const canary of canaries) {
    const { body } = await fetchHere(`${canary.origin}/`, neverAborted);
    expect(Buffer.concat(await Array.fromAsync(body)).toString()).toBe('canary');
  }

  expect(canaries.map((canary) => canary.connections())).toEqual([1, 1]);
});
