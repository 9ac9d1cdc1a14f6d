import { openAsBlob } from 'node:fs';
import * as z from 'zod';
import { type Api, call, patiently, RefusedError } from './call.ts';

/** What Azure calls a URL that has run out, or a second write where only one is allowed. */
const FORBIDDEN = 403;
/** The API's word for an image that has arrived. */
const CONFLICT = 409;
/** A line so slow that a URL runs out again and again does not get faster. */
const MOST_URLS = 5;

export const uploadTargetSchema = z.object({
  method: z.string(),
  url: z.url(),
  headers: z.record(z.string(), z.string()),
});

export const uploadSchema = z.object({ id: z.string(), upload: uploadTargetSchema });

/** Where the image of one id is to be PUT. */
export type Upload = z.infer<typeof uploadSchema>;

/** A URL to PUT an image of `size` bytes to. */
export function askForUpload(api: Api, fileName: string, size: number): Promise<Upload> {
  return call(api, '/v1/uploads', uploadSchema, { method: 'POST', body: { fileName, size } });
}

/** A fresh URL for an image that has not arrived; undefined if it has. */
export async function renewUpload(api: Api, id: string): Promise<Upload | undefined> {
  try {
    return await call(api, `/v1/prompts/${id}/upload`, uploadSchema, { method: 'POST' });
  } catch (error) {
    if (error instanceof RefusedError && error.status === CONFLICT) return undefined;
    throw error;
  }
}

/**
 * PUTs the file at `path` to the storage, read as it is sent. Where the URL is refused, the API is asked
 * for another: it knows whether the URL ran out on a slow line or a first try had arrived after all.
 * @throws {RefusedError} if the storage refuses it otherwise.
 */
export async function sendImage(api: Api, upload: Upload, path: string): Promise<void> {
  let next: Upload | undefined = upload;
  for (let urls = 1; next; urls += 1) {
    const { url, method, headers } = next.upload;
    const file = await openAsBlob(path);
    const response = await patiently({ ...api, url: new URL(url).origin }, () =>
      fetch(url, { method, headers, body: file, signal: api.signal ?? null }),
    );
    await response.arrayBuffer();
    if (response.ok) return;
    if (response.status !== FORBIDDEN || urls === MOST_URLS) {
      throw new RefusedError(
        `the storage refused the upload (${response.status})`,
        response.status,
      );
    }
    next = await renewUpload(api, upload.id);
  }
}
