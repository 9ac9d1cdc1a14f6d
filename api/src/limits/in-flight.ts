import { Problem } from '../problem.ts';

/** Requests end in seconds: it is not worth a client's while to wait longer. */
const RETRY_AFTER_SECONDS = '1';

export type InFlightLimits = {
  /** Works under way at once of one tenant, and of all together. */
  readonly perTenant: number;
  readonly total: number;
};

export type InFlight = {
  /**
   * Does `work` if there is a place for it, which is given back however it ends.
   * @throws {Problem} too-many-at-once, with Retry-After, before `work` begins.
   */
  run<T>(tenant: string, work: () => Promise<T>): Promise<T>;
};

/** Bounds what is under way at once; only tenants that have something under way are remembered. */
export function createInFlight({ perTenant, total }: InFlightLimits): InFlight {
  const running = new Map<string, number>();
  let all = 0;

  function add(tenant: string, difference: 1 | -1): void {
    all += difference;
    const own = (running.get(tenant) ?? 0) + difference;
    if (own === 0) running.delete(tenant);
    else running.set(tenant, own);
  }

  return {
    async run(tenant, work) {
      if ((running.get(tenant) ?? 0) >= perTenant) {
        throw tooMany(`A tenant may have ${perTenant} of these under way at once.`);
      }
      if (all >= total) throw tooMany('There is much to do for everybody at this moment.');
      add(tenant, 1);
      try {
        return await work();
      } finally {
        add(tenant, -1);
      }
    },
  };
}

function tooMany(detail: string): Problem {
  return new Problem('too-many-at-once', `${detail} Try again in a moment.`, {
    headers: { 'Retry-After': RETRY_AFTER_SECONDS },
  });
}
