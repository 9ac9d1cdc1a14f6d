import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import { matchesEtag } from '../etag.ts';

/** A file as it goes over the wire, made ready once. */
export type Asset = {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The same, compressed; absent where it would save nothing. */
  readonly gzip: Uint8Array<ArrayBuffer> | undefined;
  readonly etag: string;
};

/** Prepares a text for every client that will ask for it. */
export function prepareAsset(text: string, type: string): Asset {
  const body = new Uint8Array(Buffer.from(text));
  const gzip = new Uint8Array(gzipSync(body, { level: 9 }));
  return { type, body, gzip: gzip.length < body.length ? gzip : undefined, etag: etagOf(body) };
}

/** Of the content, whichever way it is encoded, and so a weak one. */
export function etagOf(content: Uint8Array): string {
  return `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

/** Answers with an asset: 304 to who has it, compressed to who takes that. */
export function sendAsset(
  context: Context,
  { type, body, gzip, etag }: Asset,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const common = {
    ...headers,
    etag,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...(gzip ? { vary: 'accept-encoding' } : {}),
  };
  if (matchesEtag(context.req.header('if-none-match'), etag))
    return context.body(null, 304, common);
  const isCompressed = gzip && takesGzip(context.req.header('accept-encoding'));
  return context.body(isCompressed ? gzip : body, 200, {
    ...common,
    'content-type': type,
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
  });
}

/** Whether `gzip` is among what is taken, and not with a quality of nothing. */
export function takesGzip(header: string | undefined): boolean {
  return /(^|,)\s*gzip\s*(;\s*q=(1|0\.\d*[1-9]))?\s*(,|$)/i.test(header ?? '');
}
