import { chooseAuthentication } from '../../api/src/auth/authenticate.ts';
import { createApi } from '../../api/src/create-api.ts';
import { readConfig } from '../../api/src/read-config.ts';
import { createLog } from '../../core/src/log.ts';
import { startTelemetry } from '../../core/src/telemetry.ts';
import { type AzuriteFixture, azuriteFixture } from './azurite.ts';

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
  /** Asks from this machine; a body that is no text goes as JSON. */
  ask(path: string, question?: Question): Promise<Response>;
  createUpload(body?: object): Promise<{ response: Response; issued: Issued }>;
  stop(): Promise<void>;
};

export async function apiBench(): Promise<ApiBench> {
  const azurite = await azuriteFixture();
  const logged: string[] = [];
  const app = await createBenchApi(azurite, logged);
  const ask = async (path: string, { headers, body, ...rest }: Question = {}) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    return app.request(path, {
      ...rest,
      headers: { host: `127.0.0.1:${API_PORT}`, ...json, ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
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
    stop: azurite.stop,
  };
}

async function createBenchApi({ storage, connectionString }: AzuriteFixture, logged: string[]) {
  const log = createLog((line) => logged.push(line));
  const config = readConfig({
    AUTH: 'none',
    STORAGE_CONNECTION_STRING: connectionString,
    PORT: String(API_PORT),
    MAX_IMAGE_BYTES: String(MAX_IMAGE_BYTES),
    FETCH_PRIVATE: '1',
  });
  const now = Date.now;
  const authenticate = await chooseAuthentication(config, { log, now });
  const telemetry = await startTelemetry(undefined, 'api', log);
  return createApi({ config, storage, authenticate, telemetry, log, now });
}
