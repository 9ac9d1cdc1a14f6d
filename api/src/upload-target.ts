import type { UploadUrl } from './issue-upload-url.ts';

export type UploadTarget = {
  readonly method: 'PUT';
  readonly url: string;
  /** All that the PUT needs. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};

/** What a client is told of an upload URL. */
export function uploadTarget(
  { url, expiresAt }: UploadUrl,
  contentType: string | undefined,
): UploadTarget {
  const headers = {
    'x-ms-blob-type': 'BlockBlob',
    ...(contentType ? { 'content-type': contentType } : {}),
  };
  return { method: 'PUT', url, headers, expiresAt: expiresAt.toISOString() };
}
