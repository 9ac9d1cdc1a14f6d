import type { PromptDocument } from '@blobscribe/core/prompt-document';
import { ApiError } from './api-error.ts';
import type { Call } from './call.ts';

export type Upload = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
};

export type BatchFile = {
  readonly name: string;
  readonly contentType?: string;
  readonly size: number;
};
export type BatchItem = { readonly id: string; readonly name: string; readonly upload: Upload };
export type Batch = { readonly id: string; readonly items: readonly BatchItem[] };

/** The document, or how far the image is. */
export type Standing = PromptDocument | { readonly status: 'awaiting-upload' | 'queued' };

export type Api = {
  createBatch(files: readonly BatchFile[]): Promise<Batch>;
  /** A fresh URL for an upload, or undefined if its image has arrived. */
  renewUpload(id: string): Promise<Upload | undefined>;
  submitUrl(url: string): Promise<string>;
  /** How an image stands, after at most so many seconds if it is not finished. */
  standing(id: string, waitSeconds: number): Promise<Standing>;
  events(batch: string, lastEventId: string | undefined, signal: AbortSignal): Promise<Response>;
};

/** The calls of the API that the page needs. */
export function createApi(call: Call): Api {
  return {
    async createBatch(files) {
      const response = await call('POST', '/v1/batches', { body: { files } });
      return (await response.json()) as Batch;
    },
    async renewUpload(id) {
      try {
        const response = await call('POST', `${promptPath(id)}/upload`);
        return ((await response.json()) as { upload: Upload }).upload;
      } catch (error) {
        if (error instanceof ApiError && error.status === 409) return undefined;
        throw error;
      }
    },
    async submitUrl(url) {
      const response = await call('POST', '/v1/prompts', { body: { url } });
      return ((await response.json()) as { id: string }).id;
    },
    async standing(id, waitSeconds) {
      const response = await call('GET', `${promptPath(id)}?wait=${waitSeconds}`);
      return (await response.json()) as Standing;
    },
    async events(batch, lastEventId, signal) {
      const resume = lastEventId ? { 'last-event-id': lastEventId } : {};
      const headers = { accept: 'text/event-stream', ...resume };
      return call('GET', `/v1/batches/${encodeURIComponent(batch)}/events`, { headers, signal });
    },
  };
}

/** Where the API keeps a prompt. */
export function promptPath(id: string): string {
  return `/v1/prompts/${encodeURIComponent(id)}`;
}
