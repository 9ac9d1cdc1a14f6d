import { isIPv4 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './guarded-address.ts';

const PRIVATE_IPV4 = [
  ...['0.0.0.0', '0.0.0.1', '0.255.255.255'],
  ...['10.0.0.0', '10.0.0.1', '10.255.255.255'],
  // Container Apps reserves the last four of these.
  ...['100.64.0.0', '100.127.255.255', '100.100.100.200'],
  ...['100.100.0.1', '100.100.128.1', '100.100.160.1', '100.100.192.1'],
  ...['127.0.0.0', '127.0.0.1', '127.0.0.2', '127.1.2.3', '127.255.255.255'],
  ...['168.63.129.16'],
  ...['169.254.0.0', '169.254.169.254', '169.254.170.2', '169.254.255.255'],
  ...['172.16.0.0', '172.17.0.1', '172.30.0.1', '172.31.0.1', '172.31.255.255'],
  ...['192.0.0.0', '192.0.0.8', '192.0.0.192', '192.0.0.255', '192.0.2.1', '192.0.2.255'],
  ...['192.31.196.1', '192.52.193.1', '192.88.99.1', '192.175.48.1'],
  ...['192.168.0.0', '192.168.1.1', '192.168.255.255'],
  ...['198.18.0.0', '198.19.255.255', '198.51.100.1', '203.0.113.1', '203.0.113.255'],
  ...['224.0.0.0', '224.0.0.251', '239.255.255.250', '239.255.255.255'],
  ...['240.0.0.0', '250.1.2.3', '255.255.255.254', '255.255.255.255'],
];

const PRIVATE_IPV6 = [
  ...['::', '::1', '0:0:0:0:0:0:0:1', '::2'],
  // IPv4-compatible, -mapped, -translated, and the two prefixes of NAT64.
  ...['::127.0.0.1', '::7f00:1', '::a9fe:a9fe', '::8.8.8.8'],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:A9FE:A9FE', '::ffff:10.0.0.1', '::ffff:8.8.8.8'],
  ...['0:0:0:0:0:ffff:a9fe:a9fe', '::ffff:0:127.0.0.1', '::ffff:0:a9fe:a9fe'],
  ...['64:ff9b::169.254.169.254', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8'],
  ...['64:ff9b:1::a9fe:a9fe', '64:ff9b:1:ffff::10.0.0.1'],
  // 6to4 and Teredo, whatever they hold.
  ...['2002::', '2002:7f00:1::', '2002:a9fe:a9fe::1', '2002:808:808::1'],
  ...['2001::1', '2001:0:7f00:1::', '2001:0:4136:e378:8000:63bf:5601:5601'],
  // ISATAP under a global prefix, with all ways to set its two bits.
  ...['2a00:1450::5efe:a9fe:a9fe', '2a00:1450:0:0:0:5efe:7f00:1', '2a00:1450::5efe:127.0.0.1'],
  ...['2a00:1450::200:5efe:a00:1', '2a00:1450::100:5efe:a00:1', '2a00:1450::300:5efe:a00:1'],
  ...['2a00::5efe:808:808', 'fe80::5efe:a9fe:a9fe'],
  // The rest of the registry, and what was never given out.
  ...['100::1', '100:0:0:1::1', '2001:2::1', '2001:3::1', '2001:4:112::1', '2001:10::1'],
  ...['2001:20::1', '2001:30::1', '2001:1ff:ffff::1', '2001:db8::1', '2620:4f:8000::1'],
  ...['3fff::1', '3fff:fff::1', '4000::1', '5f00::1', '1fff:ffff::1', '8000::1', 'e000::1'],
  ...['fc00::1', 'fd00:ec2::254', 'fdff::1', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1'],
  ...['ff02::1', 'ff05::1:3', 'ff0e::1', '2a00:1450:4001::1%1'],
];

const NO_ADDRESS = [
  ...['', ' ', 'localhost', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.0.0.01'],
  ...[
    '8.8.8.8 ',
    '8.8.8.8:80',
    '8.8.8',
    '8.8.8.8.',
    '[2a00:1450::1]',
    '2a00:1450:::1',
    '1.1.1.1/8',
  ],
];

const PUBLIC = [
  ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '20.38.98.100', '93.184.216.34'],
  ...['100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '168.63.129.15'],
  ...['168.63.129.17', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0'],
  ...['191.255.255.255', '192.0.1.0', '192.0.3.0', '192.88.98.255', '192.88.100.0'],
  ...['192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '198.51.99.255'],
  ...['203.0.112.255', '203.0.114.0', '223.255.255.255'],
  ...['2000::1', '2001:200::1', '2001:4860:4860::8888', '2001:db7:ffff::1', '2001:db9::1'],
  ...['2003::1', '2603:1030::1', '2606:4700:4700::1111', '2620:4f:7fff::1', '2a00:1450:4001::1'],
  ...['2A00:1450:4001:0:0:0:0:1', '2a00:1450::8.8.8.8', '2a00:1450::5eff:808:808'],
  ...['2a00:1450::400:5efe:808:808', '2a00:5efe::1', '3ffe:ffff::1', '3fff:1000::1'],
];

describe('an address of the public Internet', () => {
  it.each(PUBLIC)('%s is one', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });

  it.each([...PRIVATE_IPV4, ...PRIVATE_IPV6])('%s is none', (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });

  it.each(NO_ADDRESS)('%j is no address at all', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });
});

/** Every way in which an IPv6 address holds an IPv4 one, given as two groups. */
const EMBEDDINGS: readonly ((high: string, low: string) => string)[] = [
  (high, low) => `::${high}:${low}`,
  (high, low) => `::ffff:${high}:${low}`,
  (high, low) => `::ffff:0:${high}:${low}`,
  (high, low) => `64:ff9b::${high}:${low}`,
  (high, low) => `64:ff9b:1::${high}:${low}`,
  (high, low) => `2002:${high}:${low}::1`,
  (high, low) => `2001:0:${high}:${low}::`,
  (high, low) => `2001:0:808:808::${inverted(high)}:${inverted(low)}`,
  (high, low) => `2a00:1450::5efe:${high}:${low}`,
  (high, low) => `2a00:1450::200:5efe:${high}:${low}`,
];

/** Teredo writes the client's address with all bits turned over (RFC 4380, section 4). */
const inverted = (group: string) => (Number.parseInt(group, 16) ^ 0xffff).toString(16);

const BLOCKS = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '168.63.129.16/32'],
  ...['169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];

const addressIn = (block: string) => {
  const [network = '', prefix] = block.split('/');
  const first = network.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
  return fc.nat(2 ** (32 - Number(prefix)) - 1).map((offset) => first + offset);
};

const groups = (ip: number) => [ip >>> 16, ip & 0xffff].map((group) => group.toString(16));

describe('an IPv4 address', () => {
  it('stays refused in every embedding when it is in a range that is refused', () => {
    const anyAddress = fc.oneof(...BLOCKS.map(addressIn));
    const property = fc.property(anyAddress, (ip) => {
      const dotted = [24, 16, 8, 0].map((shift) => (ip >>> shift) & 0xff).join('.');
      expect(isIPv4(dotted) && isPublicAddress(dotted)).toBe(false);
      const [high = '', low = ''] = groups(ip);
      for (const embed of EMBEDDINGS) expect(isPublicAddress(embed(high, low))).toBe(false);
    });

    fc.assert(property);
  });

  it('is taken in no embedding, wherever it is', () => {
    const property = fc.property(fc.nat(2 ** 32 - 1), (ip) => {
      const [high = '', low = ''] = groups(ip);
      for (const embed of EMBEDDINGS) expect(isPublicAddress(embed(high, low))).toBe(false);
    });

    fc.assert(property);
  });
});

it('no IPv6 address outside 2000::/3 is public', () => {
  const group = fc.nat(0xffff);
  const first = group.filter((value) => value >>> 13 !== 1);
  const property = fc.property(
    first,
    fc.array(group, { minLength: 7, maxLength: 7 }),
    (a, rest) => {
      expect(isPublicAddress([a, ...rest].map((value) => value.toString(16)).join(':'))).toBe(
        false,
      );
    },
  );

  fc.assert(property);
});
