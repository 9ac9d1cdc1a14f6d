import { isIP } from 'node:net';
import { withDeadline } from '@blobscribe/core/deadline';
import { isLoopback } from '@blobscribe/core/loopback';
import { Problem } from '../problem.ts';
import { isPublicAddress } from './guarded-address.ts';

/** Less than a fetch may take: no name of a living server needs more. */
const RESOLVE_DEADLINE_MS = 10_000;

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

export type Address = { readonly address: string; readonly family: 4 | 6 };

export type Resolve = (host: string) => Promise<readonly Address[]>;

export type Guard = {
  readonly resolve: Resolve;
  /** Whether this machine itself may be asked, at any port: for tests. */
  readonly allowLoopback: boolean;
};

/** A URL that may be asked, at these addresses and no others. */
export type Target = {
  readonly url: URL;
  /** As a socket wants it: without the brackets of IPv6. */
  readonly host: string;
  readonly port: string;
  readonly addresses: readonly Address[];
  readonly allows: (address: string | undefined) => boolean;
};

/**
 * Finds out where `url` leads, and that it may be asked there. Names are judged by nothing but their
 * addresses, all of which have to be allowed: a name with one that is private is no honest one.
 * @throws {Problem} 422 that says what of the URL is refused; the reason of `signal` when that aborts.
 */
export async function checkTarget(
  url: URL,
  { resolve, allowLoopback }: Guard,
  signal: AbortSignal,
): Promise<Target> {
  const ownPort = PORTS[url.protocol];
  if (!ownPort) throw refusal(`Only http and https are fetched, not ${url.protocol}`);
  if (url.username || url.password) {
    throw refusal('A URL with a user name or a password is not fetched.');
  }
  const port = url.port || ownPort;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await addressesOf(host, resolve, signal);
  const allows = (address = '') =>
    isPublicAddress(address) || (allowLoopback && isLoopback(address));
  // One sentence for no address and for a private one, or it would tell which internal names exist.
  if (addresses.length === 0 || !addresses.every(({ address }) => allows(address))) {
    throw refusal('The host of the URL has no address of its own in the public Internet.');
  }
  const isOwnMachine = addresses.every(({ address }) => isLoopback(address));
  if (!isOwnMachine && !Object.values(PORTS).includes(port)) {
    throw refusal(`Only the ports 80 and 443 are asked, not ${port}.`);
  }
  return { url, host, port, addresses, allows };
}

async function addressesOf(
  host: string,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly Address[]> {
  const family = isIP(host);
  if (family === 4 || family === 6) return [{ address: host, family }];
  try {
    return await withDeadline('finding a host', RESOLVE_DEADLINE_MS, () => resolve(host), signal);
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

function refusal(detail: string): Problem {
  return new Problem('url-refused', detail);
}
