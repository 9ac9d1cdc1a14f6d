import { type RunningProcess, startProcess } from './processes.ts';
import { untilReady } from './until-ready.ts';

const STOP_GRACE_MS = 10_000;

export type ApiOptions = {
  readonly script: string;
  readonly port: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
};

export type RunningApi = {
  readonly pid: number;
  readonly url: string;
  readonly ended: RunningProcess['ended'];
  readonly stop: () => Promise<void>;
};

/**
 * Starts the API and waits until it and its storage are ready.
 * @throws {Error} if it is not ready within 20 s or ends before.
 */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const { script, port, print } = options;
  const environment = { ...options.environment, HOST: '127.0.0.1', PORT: String(port) };
  const running = startProcess({ label: 'api', script, environment, print });
  const url = `http://127.0.0.1:${port}`;
  await untilReady('the API', running, () => isReady(url));
  const { pid, ended } = running;
  return { pid, url, ended, stop: () => running.stop(STOP_GRACE_MS) };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    // Nothing listens yet: asked again until the deadline.
    return false;
  }
}
