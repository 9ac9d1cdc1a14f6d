import type { Environment } from './environment.ts';
import type { Prices } from './prices.ts';

/** What looks at the images. */
export const VISIONS = ['azure-vision', 'openai', 'pixels'] as const;

/** The features that Azure AI Vision bills each for itself, by the name that `--features` takes. */
export const FEATURES = ['caption', 'denseCaptions', 'tags', 'objects', 'people', 'read'] as const;
export type BilledFeature = (typeof FEATURES)[number];

export type Workload = {
  readonly images: number;
  readonly vision: (typeof VISIONS)[number];
  readonly features: readonly BilledFeature[];
  /** The share of images whose analysis is there already. */
  readonly repeats: number;
};

/** What a month of this workload takes of each service, before free grants. */
export type Usage = ReturnType<typeof usageOf>;

/** Counts a month: what an image takes, times the images, and what is taken without any. */
export function usageOf(workload: Workload, environment: Environment, price: Prices) {
  const { images, vision, repeats } = workload;
  const { api, job, sweeper, keepDays } = environment;
  const monthSeconds = price('hoursPerMonth') * 3600;
  const monthDays = monthSeconds / 86_400;
  const visits = Math.ceil(images / price('imagesPerVisit'));
  const analysed = vision === 'pixels' ? 0 : images * (1 - repeats);
  const known = images - analysed;

  // Executions of one visit that another visit follows at once are one: never more than is busy, or the month.
  const visitSeconds = price('billedStartSeconds') + price('visionSeconds') + job.lingerSeconds;
  const busySeconds = (images * price('cpuSeconds')) / job.vcpu;
  const jobSeconds = Math.min(
    visits * visitSeconds + busySeconds,
    Math.max(monthSeconds, busySeconds),
  );

  const activePerVisit = price('apiSecondsPerVisit');
  const cooldown = api.minReplicas === 0 ? price('apiCooldownSeconds') : 0;
  const apiActiveSeconds = Math.min(monthSeconds, visits * (activePerVisit + cooldown));
  const apiIdleSeconds = Math.max(0, api.minReplicas * monthSeconds - apiActiveSeconds);
  const replicaMinutes = (apiActiveSeconds + apiIdleSeconds) / 60;

  const kept = (days: number) => (images * days) / monthDays;
  const records = images * price('promptMonths');
  const blobs = kept(keepDays.uploads) + kept(keepDays.requests) + records;
  const sweeps = monthSeconds / 60 / sweeper.minutes;
  // Three listings side by side, which take turns.
  const pages = 3 + blobs / price('listedPerPage');
  const sweepNeeds = price('sweepSeconds') + pages * price('secondsPerPage');
  const sweepSeconds = Math.min(sweeper.timeoutSeconds, sweepNeeds);
  const pagesRead = Math.min(
    pages,
    (sweepSeconds - price('sweepSeconds')) / price('secondsPerPage'),
  );

  // Without a service nothing is looked for in the cache.
  const knownReads = price('cachedReads') - (vision === 'pixels' ? 1 : 0);
  const kilobytes =
    records * price('recordKilobytes') +
    kept(keepDays.requests) * price('requestKilobytes') +
    (analysed * keepDays.cache * price('analysisKilobytes')) / monthDays;
  const rows = images * (price('jobRows') + price('apiRows')) + replicaMinutes * price('probeRows');
  return {
    analysed,
    job: { seconds: jobSeconds, ...sizeOf(job) },
    sweeper: { seconds: sweeps * sweepSeconds, ...sizeOf(sweeper) },
    apiActive: { seconds: apiActiveSeconds, ...sizeOf(api) },
    apiIdle: { seconds: apiIdleSeconds, ...sizeOf(api) },
    httpRequests: images * price('httpRequests'),
    queueOperations:
      images * price('queueOperations') +
      monthSeconds / job.pollingSeconds +
      sweeps * price('sweepOperations'),
    eventOperations: images * price('eventOperations'),
    writes:
      images * price('uploadWrites') +
      analysed * price('jobWrites') +
      known * price('cachedWrites'),
    reads: images * price('statusReads') + analysed * price('jobReads') + known * knownReads,
    others:
      images * price('statusOthers') +
      analysed * price('jobOthers') +
      known * price('cachedOthers') +
      replicaMinutes * price('readyOthers'),
    lists: sweeps * pagesRead,
    storedGigabytes: (kept(keepDays.uploads) * price('imageMegabytes')) / 1e3 + kilobytes / 1e6,
    vaultReads: (apiActiveSeconds / 60) * price('vaultReads'),
    logGigabytes: price('idleLogGigabytes') + (rows * price('bytesPerRow')) / 1e9,
    /** What a sweep needs to see everything; it is killed at its timeout. */
    sweepNeeds,
  };
}

function sizeOf({ vcpu, gib }: { readonly vcpu: number; readonly gib: number }) {
  return { vcpu, gib };
}
