import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type PublishedPackage = {
  readonly name: string;
  readonly version: string;
  readonly tarball: Buffer;
  /** Sends no more of it than this, and hangs up. */
  readonly cutAfter?: number;
};

export type NpmRegistry = {
  /** What npm is to be started with to ask this one, and no other. */
  readonly environment: NodeJS.ProcessEnv;
  /** Paths that were asked for, in their order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
};

/** An npm registry with these packages, on this machine, for the real npm to ask. */
export async function startNpmRegistry(
  packages: readonly PublishedPackage[],
): Promise<NpmRegistry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push(path);
    const one = packages.find(({ name }) => path === `/${name}` || path === `/${name}/-/it.tgz`);
    if (!one) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
    } else if (path === `/${one.name}`) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(documentOf(one, url()));
    } else if (one.cutAfter === undefined) {
      response.writeHead(200).end(one.tarball);
    } else {
      response.writeHead(200, { 'content-length': one.tarball.length });
      response.write(one.tarball.subarray(0, one.cutAfter), () => response.destroy());
    }
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: { ...process.env, npm_config_registry: url() },
    asked,
    close: () => new Promise((closed) => void server.close(() => closed())),
  };
}

function documentOf({ name, version, tarball }: PublishedPackage, url: string): string {
  const dist = { tarball: `${url}/${name}/-/it.tgz`, integrity: integrityOf(tarball) };
  return JSON.stringify({
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { name, version, dist } },
  });
}

export function integrityOf(tarball: Buffer): string {
  return `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
}
