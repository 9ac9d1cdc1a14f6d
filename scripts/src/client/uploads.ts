import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PromptDocument, promptDocumentSchema } from '@blobscribe/core/prompt-document';
import { z } from 'zod';
import { fileNameOf, type ImageFile } from './find-images.ts';

const WAIT_SECONDS = 30;
const TRIES = 4;
const FIRST_PAUSE_MS = 500;

const uploadSchema = z.object({
  id: z.string(),
  upload: z.object({
    method: z.string(),
    url: z.url(),
    headers: z.record(z.string(), z.string()),
  }),
});
export type Upload = z.infer<typeof uploadSchema>;

/** Where the API is, and the key that it knows its caller by. */
export type Api = { readonly url: string; readonly key?: string | undefined };

const statusSchema = z.object({ status: z.string() });
const problemSchema = z.object({ title: z.string(), detail: z.string().optional() });

/** The API or the storage refused a call for good; the message says why, for a person. */
class RefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RefusedError';
  }
}

/**
 * Sends one image through the pipeline at `api`: asks for a URL, PUTs the file there and waits for its
 * terminal record.
 * @throws {RefusedError} if the API or the storage refuses it.
 */
export async function describeFile(api: Api, file: ImageFile): Promise<PromptDocument> {
  const bytes = await readFile(file.path);
  const { id, upload } = await askForUpload(api, fileNameOf(file), bytes.length);
  await putImage(upload, bytes);
  return waitForRecord(api, id);
}

/** A URL to PUT an image of `size` bytes to. */
export function askForUpload(api: Api, fileName: string, size: number): Promise<Upload> {
  return call(api, '/v1/uploads', uploadSchema, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fileName, size }),
  });
}

/** The terminal record of an upload, however long that takes. */
export async function waitForRecord(api: Api, id: string): Promise<PromptDocument> {
  for (;;) {
    const answer = await call(api, `/v1/prompts/${id}?wait=${WAIT_SECONDS}`, z.unknown());
    const { status } = statusSchema.parse(answer);
    if (status === 'succeeded' || status === 'failed') return promptDocumentSchema.parse(answer);
  }
}

/** PUTs an image to the storage. */
export async function putImage(upload: Upload['upload'], body: Buffer): Promise<void> {
  const { url, method, headers } = upload;
  let tries = 0;
  const response = await patiently(() => {
    tries += 1;
    return fetch(url, { method, headers, body: new Uint8Array(body) });
  });
  await response.arrayBuffer();
  // The URL writes once: a second try that is refused means that the first one had arrived.
  const hadArrived = response.status === 403 && tries > 1;
  if (!response.ok && !hadArrived) {
    throw new RefusedError(`the storage refused the upload (${response.status})`);
  }
}

async function call<Schema extends z.ZodType>(
  { url, key }: Api,
  path: string,
  schema: Schema,
  { headers = {}, ...init }: RequestInit & { headers?: Record<string, string> } = {},
): Promise<z.infer<Schema>> {
  const signed = key === undefined ? headers : { ...headers, 'x-api-key': key };
  const response = await patiently(() => fetch(`${url}${path}`, { ...init, headers: signed }));
  const body: unknown = await response.json();
  if (response.ok) return schema.parse(body);
  const problem = problemSchema.safeParse(body).data;
  throw new RefusedError(
    problem?.detail ?? problem?.title ?? `the API answered ${response.status}`,
  );
}

/** Tries again what fails on the way or for the moment, with growing pauses. */
async function patiently(attempt: () => Promise<Response>): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    try {
      const response = await attempt();
      const isPassing = response.status === 429 || response.status >= 500;
      if (!isPassing || tries === TRIES) return response;
      await response.arrayBuffer();
    } catch (error) {
      if (tries === TRIES)
        throw new RefusedError(`${error instanceof Error ? error.message : error}`);
    }
    await sleep(FIRST_PAUSE_MS * 2 ** (tries - 1));
  }
}
