import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isLoopback } from '@blobscribe/core/loopback';
import { type Api, checkThere } from './client/call.ts';
import { UsageError } from './usage-error.ts';
import { withStack } from './with-stack.ts';

/** Where the pipeline is: every command that sends or reads images takes these. */
export const API_OPTIONS = {
  api: { type: 'string' },
  'key-file': { type: 'string' },
  data: { type: 'string', default: '.blobscribe' },
} as const;

/** The lines of their help. */
export const API_HELP = `  --api URL        a deployed pipeline's; else BLOBSCRIBE_API, else npm start's
  --key-file FILE  holds the API key; else BLOBSCRIBE_KEY
  --data DIR       of npm start (default .blobscribe)
  --help           this text
`;

export type Place = {
  readonly api?: string | undefined;
  readonly 'key-file'?: string | undefined;
  readonly data: string;
};

export type Surroundings = {
  readonly environment: NodeJS.ProcessEnv;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
};

/** Names are meant from where the person stands: npm runs scripts in the project's folder. */
export function baseFolder(environment: NodeJS.ProcessEnv): string {
  return environment.INIT_CWD ?? process.cwd();
}

/**
 * The address of the API that a call or the environment names; undefined for this machine's own.
 * @throws {UsageError} if it is no address, or the key would go there unencrypted.
 */
export function remoteApi(
  { api }: Place,
  environment: NodeJS.ProcessEnv,
  help: string,
): string | undefined {
  const text = api ?? (environment.BLOBSCRIBE_API || undefined);
  if (text === undefined) return undefined;
  const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isUrl) throw new UsageError(`${text} is no address of an API: https://…`, help);
  const { protocol, hostname } = new URL(text);
  if (protocol === 'http:' && !isLoopback(hostname)) {
    throw new UsageError(`${text} is not encrypted: only https will do for another machine`, help);
  }
  return text.replace(/\/+$/, '');
}

/**
 * Runs `work` against the API that the call names, else against this machine's pipeline, started for the
 * duration where none runs.
 * @throws {UsageError} as {@link remoteApi}.
 * @throws {Error} if the key file cannot be read, or nothing answers there.
 */
export async function withApi<T>(
  place: Place,
  { environment, tell, signal }: Surroundings,
  help: string,
  work: (api: Api) => Promise<T>,
): Promise<T> {
  const url = remoteApi(place, environment, help);
  if (url === undefined) {
    return withStack(resolve(place.data), tell, (stack) => work({ url: stack.api, tell, signal }));
  }
  const file = place['key-file'];
  const path = file === undefined ? undefined : resolve(baseFolder(environment), file);
  const key = path === undefined ? environment.BLOBSCRIBE_KEY : await readFile(path, 'utf8');
  const remote = { url, key: key?.trim() || undefined, tell, signal };
  await checkThere(remote);
  return work(remote);
}
