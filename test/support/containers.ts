import { fileURLToPath } from 'node:url';
import { anyPort } from '../../local/src/ports.ts';
import { type RunningProcess, startProcess } from '../../local/src/processes.ts';
import { untilReady } from '../../local/src/until-ready.ts';
import type { Cloud } from './cloud.ts';
import { until } from './until.ts';

const STOP_GRACE_MS = 10_000;
const SCRIPTS = { api: 'api/src/main.ts', job: 'job/src/main.ts', sweeper: 'job/src/sweep.ts' };

export type Container = RunningProcess & {
  readonly lines: readonly string[];
  /** Waits until it has printed this, then ends it. */
  endAfter(text: string): Promise<void>;
};

/** Runs what the image of a service runs, in the environment that the Bicep gives it; `more` changes it. */
export function startContainer(
  cloud: Cloud,
  service: keyof typeof SCRIPTS,
  more: Readonly<Record<string, string>> = {},
): Container {
  const lines: string[] = [];
  const running = startProcess({
    label: service,
    script: fileURLToPath(new URL(`../../${SCRIPTS[service]}`, import.meta.url)),
    environment: { ...cloud.environment(service), ...more },
    print: (line) => lines.push(line),
  });
  return {
    ...running,
    lines,
    async endAfter(text) {
      await until(text, () => lines.some((line) => line.includes(text)));
      await running.stop(0);
    },
  };
}

export type ApiContainer = Container & {
  readonly url: string;
  /** One call as the caller whose key is in the vault. */
  call(path: string, options?: RequestInit): Promise<Response>;
  /** Creates an upload; where its image goes, and with which headers. */
  createUpload(): Promise<UploadTarget>;
  end(): Promise<void>;
};

export type UploadTarget = {
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** Starts the API, on a port that is free: a container has the Bicep's to itself, here it may be taken. */
export async function startApiContainer(
  cloud: Cloud,
  state: 'live' | 'ready' = 'ready',
  more: Readonly<Record<string, string>> = {},
): Promise<ApiContainer> {
  const port = await anyPort();
  const url = `http://127.0.0.1:${port}`;
  const container = startContainer(cloud, 'api', { PORT: String(port), ...more });
  const probe = state === 'ready' ? '/readyz' : '/healthz';
  await untilReady('the API', container, () => isOk(`${url}${probe}`));
  const call = (path: string, { headers, ...options }: RequestInit = {}) =>
    fetch(url + path, { ...options, headers: { 'x-api-key': cloud.apiKey, ...headers } });
  return {
    ...container,
    url,
    call,
    async createUpload() {
      const response = await call('/v1/uploads', { method: 'POST' });
      const text = await response.text();
      if (response.status !== 201) throw new Error(`no upload: ${response.status} ${text}`);
      const { id, upload } = JSON.parse(text);
      return { id, url: upload.url, headers: upload.headers };
    },
    end: () => container.stop(STOP_GRACE_MS),
  };
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    // Nothing listens yet: asked again until the deadline.
    return false;
  }
}
