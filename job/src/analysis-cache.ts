import { setTimeout as sleep } from 'node:timers/promises';
import type { BlobServiceClient, BlockBlobClient } from '@azure/storage-blob';
import { type AnalysisKey, analysisName, CONTAINERS } from '@blobscribe/core/blob-names';
import { withDeadline } from '@blobscribe/core/deadline';
import type { Log } from '@blobscribe/core/log';
import { readBlob } from '@blobscribe/core/read-blob';
import { type Claim, claimAnalysis } from './claim-analysis.ts';
import { STORAGE_MS } from './deadlines.ts';
import { type Analysis, analysisSchema } from './vision/vision.ts';

/** How often an analysis that another execution makes is looked for. */
const LOOK_MS = 300;

type Found = Analysis & { readonly cached: boolean };

/** With the key of the one it is, which may be that of a larger one. */
export type CachedAnalysis = Found & { readonly key: AnalysisKey };

export type Wanted = {
  readonly tenant: string;
  readonly key: AnalysisKey;
  /** One that holds all of this one and more; taken if it is there, never made. */
  readonly larger: AnalysisKey | undefined;
};

export type AnalysisCache = (
  wanted: Wanted,
  signal: AbortSignal,
  analyse: () => Promise<Analysis>,
) => Promise<CachedAnalysis>;

/**
 * Pays for an analysis once: what the tenant has is taken, what is just being made, here or in another
 * execution, is waited for, and only then `analyse` is called and its result kept. One that cannot be
 * kept is used all the same; one that cannot be read is made again.
 * @throws whatever `analyse` throws, and the storage's errors on looking.
 */
export function createAnalysisCache(storage: BlobServiceClient, log: Log): AnalysisCache {
  const container = storage.getContainerClient(CONTAINERS.cache);
  const underWay = new Map<string, Promise<CachedAnalysis>>();

  return async function analyseOnce({ tenant, key, larger }, signal, analyse) {
    const name = analysisName(tenant, key);
    const shared = underWay.get(name);
    if (shared) return unpaid(await shared);
    const found = find();
    underWay.set(name, found);
    try {
      return await found;
    } finally {
      underWay.delete(name);
    }

    async function find(): Promise<CachedAnalysis> {
      if (larger) {
        const kept = await read(container.getBlockBlobClient(analysisName(tenant, larger)), signal);
        if (kept) return unpaid({ ...kept, key: larger });
      }
      const blob = container.getBlockBlobClient(name);
      return { ...(await findOrMake(blob, signal, analyse)), key };
    }
  };

  async function findOrMake(
    blob: BlockBlobClient,
    signal: AbortSignal,
    analyse: () => Promise<Analysis>,
  ): Promise<Found> {
    for (;;) {
      const kept = await read(blob, signal);
      if (kept) return unpaid(kept);
      const claim = await claimAnalysis(blob, signal);
      if (claim) return makeUnlessMade(blob, claim, signal, analyse);
      await sleep(LOOK_MS, undefined, { signal });
    }
  }

  async function makeUnlessMade(
    blob: BlockBlobClient,
    claim: Claim,
    signal: AbortSignal,
    analyse: () => Promise<Analysis>,
  ): Promise<Found> {
    const warn = (error: unknown) => log.warn('analysis-not-kept', { error });
    try {
      // Between the look and the claim somebody may have made it and let go.
      const made = await read(blob, signal);
      if (made) {
        await claim.giveUp().catch(warn);
        return unpaid(made);
      }
      const analysis = await analyse();
      await claim.fulfil(JSON.stringify(analysis), signal).catch(warn);
      return { ...analysis, cached: false };
    } catch (error) {
      await claim.giveUp().catch(warn);
      throw error;
    }
  }
}

/** Nothing was spent for this image. */
function unpaid<Kept extends Analysis>({ usage: _spentBefore, ...kept }: Kept) {
  return { ...kept, cached: true };
}

/** The analysis in a blob; an empty one is a claim, anything else that is none is of another version. */
async function read(
  blob: BlockBlobClient,
  abortSignal: AbortSignal,
): Promise<Analysis | undefined> {
  // The SDK's own deadline ends with the headers; a body may stall for ever.
  const stored = await withDeadline(
    'reading the cache',
    STORAGE_MS,
    (inner) => readBlob(blob, { abortSignal: inner }),
    abortSignal,
  );
  try {
    return stored && analysisSchema.safeParse(JSON.parse(stored.body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
