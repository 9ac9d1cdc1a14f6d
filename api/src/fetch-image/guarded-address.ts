import { BlockList, isIP } from 'node:net';

type Range = readonly [network: string, prefix: number, source: string];

/**
 * IPv4 that is nobody's public server. RFC numbers are those of the IANA IPv4 Special-Purpose
 * Address Registry; what Azure reserves is named where it is not inside such a range.
 */
const SPECIAL_IPV4: readonly Range[] = [
  ['0.0.0.0', 8, 'this network, RFC 791: Linux dials 0.0.0.0 as loopback'],
  ['10.0.0.0', 8, 'private, RFC 1918'],
  // Holds what Container Apps reserves: 100.100.0.0/17, 100.100.128.0/19, .160.0/19 and .192.0/19
  // (learn.microsoft.com, container-apps/custom-virtual-networks).
  ['100.64.0.0', 10, 'shared address space, RFC 6598'],
  ['127.0.0.0', 8, 'loopback, RFC 1122: the identity endpoint of Container Apps'],
  ['168.63.129.16', 32, 'Azure WireServer and DNS, a public address by every registry'],
  ['169.254.0.0', 16, 'link local, RFC 3927: the metadata of virtual machines'],
  // Holds 172.30.0.0/16 and 172.31.0.0/16, which Container Apps reserves too.
  ['172.16.0.0', 12, 'private, RFC 1918'],
  ['192.0.0.0', 24, 'IETF protocol assignments, RFC 6890'],
  ['192.0.2.0', 24, 'documentation, RFC 5737; reserved by Container Apps'],
  ['192.31.196.0', 24, 'AS112-v4, RFC 7535'],
  ['192.52.193.0', 24, 'AMT, RFC 7450'],
  ['192.88.99.0', 24, '6to4 relay anycast, RFC 7526'],
  ['192.168.0.0', 16, 'private, RFC 1918'],
  ['192.175.48.0', 24, 'direct delegation AS112 service, RFC 7534'],
  ['198.18.0.0', 15, 'benchmarking, RFC 2544'],
  ['198.51.100.0', 24, 'documentation, RFC 5737'],
  ['203.0.113.0', 24, 'documentation, RFC 5737'],
  ['224.0.0.0', 4, 'multicast, RFC 5771'],
  ['240.0.0.0', 4, 'reserved, RFC 1112, with the broadcast of RFC 919'],
];

/**
 * The only part of IPv6 from which addresses are given out (RFC 4291, IANA IPv6 Address Space).
 * Outside lie ::, ::1, IPv4-compatible ::/96, IPv4-mapped ::ffff:0:0/96, IPv4-translated
 * ::ffff:0:0:0/96, both NAT64 prefixes 64:ff9b::/96 and 64:ff9b:1::/48, fc00::/7, fe80::/10, ff00::/8.
 */
const GLOBAL_IPV6: Range = ['2000::', 3, 'global unicast, RFC 4291'];

/** What is special within {@link GLOBAL_IPV6}, of the IANA IPv6 Special-Purpose Address Registry. */
const SPECIAL_IPV6: readonly Range[] = [
  ['2001::', 23, 'IETF protocol assignments, RFC 2928, with Teredo 2001::/32, RFC 4380'],
  ['2001:db8::', 32, 'documentation, RFC 3849'],
  ['2002::', 16, '6to4, which holds an IPv4 address, RFC 3056'],
  ['2620:4f:8000::', 48, 'direct delegation AS112 service, RFC 7534'],
  ['3fff::', 20, 'documentation, RFC 9637'],
];

const special = blockList([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
const global = blockList([GLOBAL_IPV6]);

/**
 * Whether `ip`, a bare IPv4 or IPv6 address as a resolver or a socket gives it, is a server of the
 * public Internet. Anything else is not: text that is no address, an address with a zone, and every
 * IPv6 form that may hold an IPv4 address, whichever address that is.
 */
export function isPublicAddress(ip: string): boolean {
  switch (isIP(ip)) {
    case 4:
      return !special.check(ip, 'ipv4');
    case 6:
      return (
        !ip.includes('%') && global.check(ip, 'ipv6') && !special.check(ip, 'ipv6') && !isIsatap(ip)
      );
    default:
      return false;
  }
}

/** Under any prefix the last 64 bits are [00]00:5efe and an IPv4 address (RFC 5214, section 6.1). */
function isIsatap(ip: string): boolean {
  const [, , , , universal = 0, marker = 0] = groupsOf(ip);
  // The two bits say universal and group; hosts are free to set them.
  return marker === 0x5efe && (universal & ~0x0300) === 0;
}

/** The eight groups of an IPv6 address, however it is written. */
function groupsOf(ip: string): readonly number[] {
  // The URL parser writes an embedded IPv4 address as two groups, as RFC 5952 does not.
  const canonical = new URL(`http://[${ip}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = canonical
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''))
    .map((part) => part.map((group) => Number.parseInt(group, 16)));
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function blockList(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) {
    list.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
