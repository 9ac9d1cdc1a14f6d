import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export type BlobStoreOptions = {
  /** Between a request and its answer, in milliseconds. */
  readonly delayMs?: number;
};

export type BlobStore = {
  readonly connectionString: string;
  /** Records that were written, and when the last one was, in milliseconds since 1970. */
  records(): { readonly count: number; readonly lastAt: number };
  close(): Promise<void>;
};

type Blob = {
  readonly body: Buffer;
  readonly etag: string;
  readonly modified: string;
  readonly headers: Readonly<Record<string, string>>;
  leaseId?: string;
};

type Question = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

type Answer = {
  readonly status: number;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
};

const ACCOUNT = 'bench';
const KEPT_HEADER = /^(x-ms-meta-.*|content-type)$/;
/** The blob whose bytes every upload has that nobody stored; only its last bytes tell them apart. */
const TEMPLATE = 'uploads/template';

/**
 * As much of Blob storage as the job and the API ask for, in memory: Azurite is ten times slower than
 * what is measured here. Who signed is not looked at.
 */
export async function startBlobStore({ delayMs = 0 }: BlobStoreOptions = {}): Promise<BlobStore> {
  const blobs = new Map<string, Blob>();
  let records = { count: 0, lastAt: 0 };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://storage');
    const path = decodeURIComponent(url.pathname.slice(ACCOUNT.length + 2));
    const body = await buffer(request);
    if (delayMs > 0) await sleep(delayMs);
    const question = { path, query: url.searchParams, headers: request.headers, body };
    const { status, code, headers, body: content = '' } = answer(request.method, question);
    response
      .writeHead(status, {
        'x-ms-version': '2026-01-01',
        'x-ms-request-id': 'bench',
        // As the service does it; without either length Node would end the connection after a HEAD.
        ...(code ? { 'x-ms-error-code': code, 'transfer-encoding': 'chunked' } : {}),
        ...headers,
      })
      .end(request.method === 'HEAD' ? undefined : content);
  }

  function answer(method: string | undefined, question: Question): Answer {
    const { path, query } = question;
    if (query.get('comp') === 'list') return list(path, query.get('prefix') ?? '');
    if (query.get('restype') === 'container') return { status: 201 };
    if (query.get('comp') === 'lease') return changeLease(question);
    if (query.get('comp') === 'metadata') return touch(path);
    if (method === 'PUT') return put(question);
    if (method === 'DELETE') return remove(path);
    return get(question);
  }

  function find(path: string): Blob | undefined {
    const blob = blobs.get(path);
    const template = blobs.get(TEMPLATE);
    if (blob || !template || !path.startsWith('uploads/')) return blob;
    return { ...template, body: Buffer.concat([template.body, Buffer.from(path)]) };
  }

  function get({ path, headers }: Question): Answer {
    const blob = find(path);
    if (!blob) return { status: 404, code: 'BlobNotFound' };
    const wanted = headers['if-match'];
    if (wanted && wanted !== '*' && wanted !== blob.etag) return conditionNotMet();
    return { status: 200, headers: headersOf(blob), body: blob.body };
  }

  function put({ path, headers, body }: Question): Answer {
    const present = blobs.get(path);
    if (headers['if-none-match'] === '*' && present) {
      return { status: 409, code: 'BlobAlreadyExists' };
    }
    const wanted = headers['if-match'];
    if (wanted && wanted !== present?.etag) return conditionNotMet();
    if (present?.leaseId && headers['x-ms-lease-id'] !== present.leaseId) {
      return { status: 412, code: 'LeaseIdMissing' };
    }
    const kept = Object.entries(headers).filter(([name]) => KEPT_HEADER.test(name));
    const type = headers['x-ms-blob-content-type'];
    const blob: Blob = {
      body,
      etag: path === TEMPLATE ? '"template"' : `"${randomUUID()}"`,
      modified: now(),
      headers: { ...Object.fromEntries(kept), ...(type && { 'content-type': String(type) }) },
      ...(present?.leaseId && { leaseId: present.leaseId }),
    };
    blobs.set(path, blob);
    if (path.startsWith('prompts/')) {
      records = { count: records.count + 1, lastAt: performance.timeOrigin + performance.now() };
    }
    return { status: 201, headers: { etag: blob.etag, 'last-modified': now() } };
  }

  /** Metadata is not kept: what is asked for is its time. */
  function touch(path: string): Answer {
    const blob = blobs.get(path);
    if (!blob) return { status: 404, code: 'BlobNotFound' };
    const touched = { ...blob, etag: `"${randomUUID()}"`, modified: now() };
    blobs.set(path, touched);
    return { status: 200, headers: { etag: touched.etag, 'last-modified': touched.modified } };
  }

  function remove(path: string): Answer {
    return blobs.delete(path) ? { status: 202 } : { status: 404, code: 'BlobNotFound' };
  }

  function changeLease({ path, headers }: Question): Answer {
    const blob = blobs.get(path);
    if (!blob) return { status: 404, code: 'BlobNotFound' };
    const wanted = headers['if-match'];
    if (wanted && wanted !== blob.etag) return conditionNotMet();
    const told = { etag: blob.etag, 'last-modified': now() };
    if (headers['x-ms-lease-action'] === 'acquire') {
      if (blob.leaseId) return { status: 409, code: 'LeaseAlreadyPresent' };
      blob.leaseId = String(headers['x-ms-proposed-lease-id'] ?? randomUUID());
      return { status: 201, headers: { ...told, 'x-ms-lease-id': blob.leaseId } };
    }
    if (headers['x-ms-lease-id'] !== blob.leaseId) {
      return { status: 409, code: 'LeaseIdMismatchWithLeaseOperation' };
    }
    if (headers['x-ms-lease-action'] === 'release') delete blob.leaseId;
    return { status: 200, headers: { ...told, 'x-ms-lease-id': blob.leaseId ?? '' } };
  }

  function list(container: string, prefix: string): Answer {
    const start = `${container}/${prefix}`;
    const found = [...blobs].filter(([path]) => path.startsWith(start));
    const entries = found.map(([path, { etag, modified, body }]) => {
      const properties = `<Etag>${etag.slice(1, -1)}</Etag><Last-Modified>${modified}</Last-Modified><Content-Length>${body.length}</Content-Length><BlobType>BlockBlob</BlobType>`;
      return `<Blob><Name>${path.slice(container.length + 1)}</Name><Properties>${properties}</Properties></Blob>`;
    });
    const body = `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="${container}"><Blobs>${entries.join('')}</Blobs><NextMarker /></EnumerationResults>`;
    return { status: 200, headers: { 'content-type': 'application/xml' }, body };
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}/${ACCOUNT}`;
  const key = Buffer.from('nobody looks at it').toString('base64');
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${key};BlobEndpoint=${endpoint};`,
    records: () => records,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function headersOf({ body, etag, modified, headers }: Blob): Record<string, string> {
  return {
    ...headers,
    etag,
    'content-length': String(body.length),
    'last-modified': modified,
    'x-ms-blob-type': 'BlockBlob',
  };
}

function conditionNotMet(): Answer {
  return { status: 412, code: 'ConditionNotMet' };
}

function now(): string {
  return new Date().toUTCString();
}
