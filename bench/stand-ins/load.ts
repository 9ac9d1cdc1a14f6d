import autocannon from 'autocannon';

/** As many as ask at once; none asks again before it is answered. */
const CONNECTIONS = 32;

export type Load = {
  readonly url: string;
  readonly seconds: number;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/**
 * The requests that a server answers in a second.
 * @throws {Error} if one is answered with an error, or not at all.
 */
export async function requestsPerSecond({ url, seconds, ...request }: Load): Promise<number> {
  const { errors, non2xx, requests, duration } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    ...request,
  });
  if (errors + non2xx > 0) throw new Error(`${url}: ${errors} errors, ${non2xx} refusals`);
  return requests.total / duration;
}
