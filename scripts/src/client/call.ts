import * as z from 'zod';
import { pause } from '../pause.ts';

const TRIES = 8;
/** Where nothing ever answered, the address is wrong rather than the moment. */
const FIRST_TRIES = 2;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Upload URLs are counted in windows of 15 minutes: so long it is worth waiting, a day is not. */
const LONGEST_WAIT_SECONDS = 16 * 60;
/** Of a wait that a person would wonder about. */
const TOLD_WAIT_SECONDS = 10;

/** Where the API is, and the key that it knows its caller by. */
export type Api = {
  readonly url: string;
  readonly key?: string | undefined;
  /** Aborts when the command is to end. */
  readonly signal?: AbortSignal | undefined;
  /** Given a line when the API asks for patience. */
  readonly tell?: ((line: string) => void) | undefined;
};

export type Call = {
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

const problemSchema = z.object({ title: z.string(), detail: z.string().optional() });

/** The API or the storage refused a call for good; the message says why, for a person. */
export class RefusedError extends Error {
  readonly status: number | undefined;

  constructor(message: string, status?: number, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'RefusedError';
    this.status = status;
  }
}

/**
 * Makes sure that an API is there, before anything is begun.
 * @throws {RefusedError} within a second or two if nothing answers.
 */
export async function checkThere(api: Api): Promise<void> {
  const ask = () => fetch(`${api.url}/healthz`, { signal: api.signal ?? null });
  const answer = await patiently(api, ask, FIRST_TRIES);
  await answer.arrayBuffer();
  if (!answer.ok) throw new RefusedError(`${api.url} is not the API (it answers ${answer.status})`);
}

/**
 * One call of the API, its answer parsed by `schema`.
 * @throws {RefusedError} if the API refuses it, or cannot be reached for half a minute.
 * @throws the reason of the API's signal when that aborts.
 */
export async function call<Schema extends z.ZodType>(
  api: Api,
  path: string,
  schema: Schema,
  options: Call = {},
): Promise<z.infer<Schema>> {
  const response = await open(api, path, options);
  return schema.parse(await response.json());
}

/**
 * The same with the answer as it comes in.
 * @throws as {@link call}.
 */
export async function open(
  api: Api,
  path: string,
  { method = 'GET', body, headers }: Call = {},
): Promise<Response> {
  const response = await patiently(api, () =>
    fetch(`${api.url}${path}`, {
      method,
      headers: {
        ...headers,
        ...(api.key === undefined ? {} : { 'x-api-key': api.key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: api.signal ?? null,
    }),
  );
  if (response.ok) return response;
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined)).data;
  const why = problem?.detail ?? problem?.title ?? `the API answered ${response.status}`;
  throw new RefusedError(response.status === 401 ? `${why} ${KEY_ADVICE}` : why, response.status);
}

const KEY_ADVICE = 'The key is taken from BLOBSCRIBE_KEY, or from the file that --key-file names.';

/**
 * Tries again what fails on the way or for the moment, with growing pauses; whoever asks for patience
 * (429 with Retry-After: RFC 6585, 4) gets it, however often, up to 16 minutes at a time.
 * @throws {RefusedError} when the tries are over.
 */
export async function patiently(
  { url, signal, tell }: Api,
  attempt: () => Promise<Response>,
  mostTries: number = TRIES,
): Promise<Response> {
  for (let tries = 1; ; ) {
    const answer = await attempt().catch((error: unknown) => {
      signal?.throwIfAborted();
      if (tries >= mostTries)
        throw new RefusedError(unreachable(url, error), undefined, { cause: error });
      return undefined;
    });
    if (answer && answer.status !== 429 && answer.status < 500) return answer;
    const asked = answer?.status === 429 ? secondsOf(answer.headers.get('retry-after')) : undefined;
    if (answer && asked === undefined && tries >= mostTries) return answer;
    if (answer && asked !== undefined && asked > LONGEST_WAIT_SECONDS) return answer;
    await answer?.arrayBuffer();
    if (asked === undefined) tries += 1;
    else if (asked >= TOLD_WAIT_SECONDS) tell?.(`The API asks to wait for ${asked} s …`);
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 2), LONGEST_PAUSE_MS);
    await pause(asked === undefined ? pauseMs : asked * 1000, signal);
  }
}

function secondsOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}

/** fetch says "fetch failed" and hides why in the cause. */
function unreachable(url: string, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return `${url} does not answer (${code ?? (cause instanceof Error ? cause.message : cause)})`;
}
