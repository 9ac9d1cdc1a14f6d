import type { IncomingHttpHeaders } from 'node:http';
import { passesFilter } from '@blobscribe/core/blob-created-event';

export type WriteCall = {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly request: IncomingHttpHeaders;
  readonly status: number | undefined;
  readonly etag: string | undefined;
};

/** A blob and the operation that wrote it, by the name that Event Grid gives it. */
export type WrittenBlob = {
  readonly api: 'PutBlob' | 'PutBlockList' | 'CopyBlob';
  readonly name: string;
  readonly etag: string;
  readonly contentType: string;
  readonly blobType: string;
  /** In bytes; only Put Blob tells it. */
  readonly contentLength: number | undefined;
};

/**
 * The blob of `uploads` that a storage call has just written, if it has: what Event Grid would tell of
 * (docs: "Azure Blob Storage as an Event Grid source"), filtered as the Bicep filters it.
 */
export function writtenBlob(call: WriteCall): WrittenBlob | undefined {
  const { method, url, request, status, etag = '' } = call;
  if (method !== 'PUT' || (status !== 201 && status !== 202)) return undefined;
  const [path = '', query = ''] = (url ?? '').split('?', 2);
  const [, , container, ...segments] = path.split('/');
  const name = decode(segments.join('/'));
  const api = operation(new URLSearchParams(query).get('comp'), request);
  if (!api || name === '') return undefined;
  if (
    !passesFilter({ subject: `/blobServices/default/containers/${container}/blobs/${name}`, api })
  ) {
    return undefined;
  }
  const contentType = text(request['x-ms-blob-content-type'] ?? request['content-type']);
  const blobType = text(request['x-ms-blob-type']) || 'BlockBlob';
  // A page blob announces its size in a header of its own, and its call has no body.
  const length = request['x-ms-blob-content-length'] ?? request['content-length'];
  const contentLength = api === 'PutBlob' ? Number(text(length)) : undefined;
  return { api, name, etag, contentType, blobType, contentLength };
}

function text(header: string | string[] | undefined): string {
  return String(header ?? '');
}

function operation(component: string | null, request: IncomingHttpHeaders) {
  if (component === 'blocklist') return 'PutBlockList';
  if (component !== null) return undefined;
  if (request['x-ms-copy-source'] !== undefined) return 'CopyBlob';
  return request['x-ms-blob-type'] === undefined ? undefined : 'PutBlob';
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
