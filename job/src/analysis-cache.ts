import { setTimeout as sleep } from 'node:timers/promises';
import type { BlobServiceClient, BlockBlobClient } from '@azure/storage-blob';
import { type AnalysisKey, analysisName, CONTAINERS } from '@blobscribe/core/blob-names';
import { withDeadline } from '@blobscribe/core/deadline';
import type { Log } from '@blobscribe/core/log';
import { readBlob } from '@blobscribe/core/read-blob';
import { type Claim, claimAnalysis } from './claim-analysis.ts';
import { STORAGE_MS } from './deadlines.ts';
import { type KeptAnalysis, keptSchema } from './kept-analysis.ts';

/** How often an analysis that another execution makes is looked for. */
const LOOK_MS = 300;

type Found = KeptAnalysis & { readonly cached: boolean };

/** With the key of the one it is, which may be that of a larger one. */
export type CachedAnalysis = Found & { readonly key: AnalysisKey };

export type Wanted = {
  readonly tenant: string;
  readonly key: AnalysisKey;
  /** One that holds all of this one and more; taken if it is there, never made. */
  readonly larger: AnalysisKey | undefined;
};

export type AnalysisCache = {
  /** What the tenant has, or is just being made here; undefined if it is to be obtained. */
  recall(wanted: Wanted, signal: AbortSignal): Promise<CachedAnalysis | undefined>;
  /**
   * For what could not be recalled: what another execution makes is waited for, and only then `analyse`
   * is called. One that cannot be kept is used all the same; one that cannot be read is made again.
   * @throws whatever `analyse` throws, and the storage's errors on looking.
   */
  obtain(
    wanted: Wanted,
    signal: AbortSignal,
    analyse: () => Promise<KeptAnalysis>,
  ): Promise<CachedAnalysis>;
  /** Ends when all that was made is kept, or could not be. */
  kept(): Promise<void>;
};

/** Sees that an analysis is paid for once, whoever wants it, here or in another execution. */
export function createAnalysisCache(storage: BlobServiceClient, log: Log): AnalysisCache {
  const container = storage.getContainerClient(CONTAINERS.cache);
  /** Also of what is being kept: until then nobody else can find it. */
  const underWay = new Map<string, Promise<CachedAnalysis>>();
  const keeping = new Set<Promise<void>>();
  const blobOf = (tenant: string, key: AnalysisKey) =>
    container.getBlockBlobClient(analysisName(tenant, key));

  async function findOrMake(
    blob: BlockBlobClient,
    signal: AbortSignal,
    analyse: () => Promise<KeptAnalysis>,
  ): Promise<Found> {
    for (;;) {
      const claim = await claimAnalysis(blob, signal);
      if (claim) return makeUnlessMade(blob, claim, signal, analyse);
      await sleep(LOOK_MS, undefined, { signal });
      const kept = await read(blob, signal);
      if (kept) return unpaid(kept);
    }
  }

  async function makeUnlessMade(
    blob: BlockBlobClient,
    claim: Claim,
    signal: AbortSignal,
    analyse: () => Promise<KeptAnalysis>,
  ): Promise<Found> {
    try {
      // Between the look and the claim somebody may have made it and let go.
      const made = claim.isFirst ? undefined : await read(blob, signal);
      if (made) {
        await claim.giveUp().catch(warn);
        return unpaid(made);
      }
      const analysis = await analyse();
      // The record is written meanwhile.
      keep(blob.name, claim.fulfil(JSON.stringify(analysis)));
      return { ...analysis, cached: false };
    } catch (error) {
      await claim.giveUp().catch(warn);
      throw error;
    }
  }

  function keep(name: string, fulfilling: Promise<void>): void {
    const end = fulfilling.catch(warn).then(() => {
      underWay.delete(name);
      keeping.delete(end);
    });
    keeping.add(end);
  }

  function warn(error: unknown): void {
    log.warn('analysis-not-kept', { error });
  }

  return {
    async recall({ tenant, key, larger }, signal) {
      for (const candidate of larger ? [larger, key] : [key]) {
        const blob = blobOf(tenant, candidate);
        const shared = underWay.get(blob.name);
        if (shared) return unpaid(await shared);
        const kept = await read(blob, signal);
        if (kept) return unpaid({ ...kept, key: candidate });
      }
      return undefined;
    },

    async obtain({ tenant, key }, signal, analyse) {
      const blob = blobOf(tenant, key);
      const shared = underWay.get(blob.name);
      if (shared) return unpaid(await shared);
      const found = findOrMake(blob, signal, analyse).then((analysis) => ({ ...analysis, key }));
      underWay.set(blob.name, found);
      const forget = () => underWay.delete(blob.name);
      // What was made is forgotten when it is kept.
      found.then(({ cached }) => cached && forget(), forget);
      return found;
    },

    async kept() {
      await Promise.all(keeping);
    },
  };
}

/** Nothing was spent for this image. */
function unpaid<Kept extends KeptAnalysis>({ usage: _spentBefore, ...kept }: Kept) {
  return { ...kept, cached: true };
}

/** The analysis in a blob; an empty one is a claim, anything else that is none is of another version. */
async function read(
  blob: BlockBlobClient,
  abortSignal: AbortSignal,
): Promise<KeptAnalysis | undefined> {
  // The SDK's own deadline ends with the headers; a body may stall for ever.
  const stored = await withDeadline(
    'reading the cache',
    STORAGE_MS,
    (inner) => readBlob(blob, { abortSignal: inner }),
    abortSignal,
  );
  try {
    return stored && keptSchema.safeParse(JSON.parse(stored.body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
