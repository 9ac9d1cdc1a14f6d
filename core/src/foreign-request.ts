/** The parts of a request that tell which page, under which name, made it. */
export type RequestOrigin = {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
};

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** The names of this machine at `port`, as a Host header writes them. */
export function loopbackHosts(port: number): string[] {
  return LOOPBACK_NAMES.map((name) => (port === 80 ? name : `${name}:${port}`));
}

/** The origins of a page served from this machine at `port`. */
export function loopbackOrigins(port: number): string[] {
  return loopbackHosts(port).map((host) => `http://${host}`);
}

/**
 * Why a request does not come from this machine's own page or tools, or undefined if it does. Any web
 * page can reach a laptop's ports: a rebound name shows in Host, a script in Origin, a plain link or
 * form in Sec-Fetch-Site (a page that is our own is believed by its Origin even there, since
 * `localhost` and `127.0.0.1` are different sites to a browser).
 */
export function foreignRequest(
  { host, origin, secFetchSite }: RequestOrigin,
  own: { readonly hosts: readonly string[]; readonly origins: readonly string[] },
): string | undefined {
  if (!host || !own.hosts.includes(host.toLowerCase())) return 'its Host is not this machine';
  if (origin !== undefined) {
    return own.origins.includes(origin.toLowerCase()) ? undefined : 'its Origin is another site';
  }
  return secFetchSite === 'cross-site' ? 'another site made it' : undefined;
}
