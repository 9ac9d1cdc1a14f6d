import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../problem.ts';

/** What is counted, in which window, and how a person calls both. */
const QUOTAS = {
  requests: { windowSeconds: 60, what: 'requests a minute' },
  /** The life of an upload URL: those given out in it are those that may be open. */
  'open-uploads': { windowSeconds: 15 * 60, what: 'upload URLs in 15 minutes' },
  images: { windowSeconds: 24 * 60 * 60, what: 'images a day' },
} as const;

export type QuotaName = keyof typeof QUOTAS;

/** How many a tenant may have in the window of each, on this replica. */
export type QuotaLimits = Readonly<Record<QuotaName, number>>;

export type QuotaState = {
  readonly name: QuotaName;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Whole seconds until the window begins anew, at least 1. */
  readonly resetSeconds: number;
};

export type Quotas = {
  /**
   * Takes `count` for `tenant`, all or nothing; undefined where nothing is counted.
   * @throws {Problem} rate-limited, with Retry-After, if so many are not left.
   */
  spend(tenant: string, name: QuotaName, count: number): Promise<QuotaState | undefined>;
};

/**
 * Counts for each tenant in memory, in fixed windows that begin with the first use; a tenant is
 * forgotten when its window ends. Without limits nothing is counted.
 */
export function createQuotas(limits: QuotaLimits | undefined): Quotas {
  if (!limits) return { spend: async () => undefined };
  const limiters = {
    requests: createLimiter('requests', limits),
    'open-uploads': createLimiter('open-uploads', limits),
    images: createLimiter('images', limits),
  };
  return {
    async spend(tenant, name, count) {
      const limiter = limiters[name];
      const stateOf = (result: RateLimiterRes) => describeState(name, limits[name], result);
      try {
        return stateOf(await limiter.consume(tenant, count));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        // The limiter counts what it refuses too, and a batch that is refused takes nothing.
        throw refusal(stateOf(await limiter.reward(tenant, count)), count);
      }
    },
  };
}

/** As draft-ietf-httpapi-ratelimit-headers-11 writes them. */
export function rateLimitHeaders(state: QuotaState): Record<string, string> {
  const { name, limit, windowSeconds, remaining, resetSeconds } = state;
  return {
    'RateLimit-Policy': `"${name}";q=${limit};w=${windowSeconds}`,
    RateLimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  };
}

function createLimiter(name: QuotaName, limits: QuotaLimits): RateLimiterMemory {
  return new RateLimiterMemory({
    keyPrefix: name,
    points: limits[name],
    duration: QUOTAS[name].windowSeconds,
  });
}

function describeState(name: QuotaName, limit: number, result: RateLimiterRes): QuotaState {
  return {
    name,
    limit,
    windowSeconds: QUOTAS[name].windowSeconds,
    remaining: result.remainingPoints,
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  };
}

function refusal(state: QuotaState, count: number): Problem {
  const { name, limit, remaining, resetSeconds } = state;
  const advice =
    count > limit
      ? `${count} at once never fit: ask for fewer.`
      : `${count} asked for, ${remaining} left: try again in ${resetSeconds} s.`;
  const detail = `A tenant may have ${limit} ${QUOTAS[name].what}. ${advice}`;
  const headers = { ...rateLimitHeaders(state), 'Retry-After': String(resetSeconds) };
  return new Problem('rate-limited', detail, { headers });
}
