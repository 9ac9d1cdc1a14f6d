import { chooseAuthentication } from '../../api/src/auth/authenticate.ts';
import { createApi } from '../../api/src/create-api.ts';
import { readConfig } from '../../api/src/read-config.ts';
import { promptName, uploadOfId } from '../../core/src/blob-names.ts';
import { createLog } from '../../core/src/log.ts';
import type { SucceededDocument } from '../../core/src/prompt-document.ts';
import { recordMetadata } from '../../core/src/record-metadata.ts';
import { startTelemetry } from '../../core/src/telemetry.ts';
import { type AzuriteFixture, azuriteFixture } from './azurite.ts';
import { describedAs } from './documents.ts';

const TENANT = 'local';

export const API_PORT = 8080;
export const MAX_IMAGE_BYTES = 1000;
/** The trace that every upload of a bench is asked for in. */
export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

export type Issued = {
  readonly id: string;
  readonly status: string;
  readonly upload: {
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly expiresAt: string;
  };
};

export type Question = {
  readonly method?: string;
  readonly headers?: object;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
};

/** The API of a laptop as a function, over a real Azurite. */
export type ApiBench = {
  readonly azurite: AzuriteFixture;
  readonly logged: readonly string[];
  /** Asks from this machine; a body that is a text or a plain object goes as JSON. */
  ask(path: string, question?: Question): Promise<Response>;
  createUpload(body?: object): Promise<{ response: Response; issued: Issued }>;
  /** Stores a record as an execution would, with the words `words`. */
  describe(id: string, words?: string, tenant?: string): Promise<SucceededDocument>;
  stop(): Promise<void>;
};

/** `environment` adds to or replaces the variables of a laptop. */
export async function apiBench(environment: Record<string, string> = {}): Promise<ApiBench> {
  const azurite = await azuriteFixture();
  const logged: string[] = [];
  const app = await createBenchApi(azurite, environment, logged);
  const ask = async (path: string, { headers, body, ...rest }: Question = {}) => {
    const { headers: own, ...content } = await sent(body);
    const all = { host: `127.0.0.1:${API_PORT}`, ...own, ...headers };
    return app.request(path, { ...rest, ...content, headers: all, duplex: 'half' });
  };
  return {
    azurite,
    logged,
    ask,
    async createUpload(body = {}) {
      const headers = { traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01` };
      const response = await ask('/v1/uploads', { method: 'POST', body, headers });
      return { response, issued: (await response.json()) as Issued };
    },
    async describe(id, words = `words for ${id}`, tenant = TENANT) {
      const upload = uploadOfId(tenant, id);
      if (!upload) throw new Error(`no upload has the id ${id}`);
      const document = describedAs(upload, words);
      const text = JSON.stringify(document);
      await azurite.storage
        .getContainerClient('prompts')
        .getBlockBlobClient(promptName(upload.name))
        .upload(text, Buffer.byteLength(text), { metadata: recordMetadata(document) });
      return document;
    },
    stop: azurite.stop,
  };
}

type Sent = { readonly body?: string | Uint8Array | ReadableStream; readonly headers: object };

/** Bytes go as the headers of the question say, forms under a boundary of their own, all else as JSON. */
async function sent(body: unknown): Promise<Sent> {
  if (body === undefined) return { headers: {} };
  if (body instanceof Uint8Array || body instanceof ReadableStream) return { body, headers: {} };
  if (body instanceof FormData) {
    // Written out here: a form's own stream breaks when it is let go half read (undici).
    const form = new Response(body);
    const headers = { 'content-type': form.headers.get('content-type') };
    return { body: new Uint8Array(await form.arrayBuffer()), headers };
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { body: text, headers: { 'content-type': 'application/json' } };
}

async function createBenchApi(
  { storage, connectionString }: AzuriteFixture,
  environment: Record<string, string>,
  logged: string[],
) {
  const log = createLog((line) => logged.push(line));
  const config = readConfig({
    AUTH: 'none',
    STORAGE_CONNECTION_STRING: connectionString,
    PORT: String(API_PORT),
    MAX_IMAGE_BYTES: String(MAX_IMAGE_BYTES),
    FETCH_PRIVATE: '1',
    ...environment,
  });
  const now = Date.now;
  const authenticate = await chooseAuthentication(config, { log, now });
  const telemetry = await startTelemetry({}, 'api', log);
  return createApi({ config, storage, authenticate, telemetry, log, now });
}
