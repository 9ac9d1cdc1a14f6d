import { createHash } from 'node:crypto';
import type { BlobServiceClient, BlockBlobClient } from '@azure/storage-blob';
import { CONTAINERS, idempotencyName } from '@blobscribe/core/blob-names';
import { isStatus, quotedEtag, readBlob } from '@blobscribe/core/read-blob';
import { uuidV7 } from '@blobscribe/core/uuid';
import * as z from 'zod';
import { Problem } from './problem.ts';

/** How long a key stands for its first request (specified by this API; the draft leaves it open). */
const KEPT_MS = 24 * 3_600_000;

const claimSchema = z.object({
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  /** SHA-256 of the request's content, in hex: never the content, never a SAS. */
  content: z.string(),
  id: z.string(),
});

type StoredClaim = z.infer<typeof claimSchema> & { readonly etag: string };

/** The id that a request is answered with; `isReplay` if it was sent before. */
export type Claim = { readonly id: string; readonly isReplay: boolean };

/** One request that may be sent again: whose, which call, under which key. Without a key each is new. */
export type Sending = {
  readonly tenant: string;
  readonly route: string;
  readonly key: string | undefined;
};

export type Idempotency = {
  /** The id of this sending if it was claimed before, else a new one: for what must be done before the claim. */
  likelyId(sending: Sending): Promise<string>;
  /**
   * Claims `id` for this sending; the first claim of a key wins, whatever dies after it.
   * @throws {Problem} 422 if the key was used with other content within a day.
   */
  claim(sending: Sending, content: unknown, id?: string): Promise<Claim>;
};

/** Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-08) over blobs: a conditional write decides. */
export function createIdempotency(
  storage: BlobServiceClient,
  now: () => number = Date.now,
): Idempotency {
  const requests = storage.getContainerClient(CONTAINERS.requests);
  const blobOf = ({ tenant, route, key }: Sending) =>
    key === undefined
      ? undefined
      : requests.getBlockBlobClient(idempotencyName(tenant, route, key));
  const isKept = (claim: StoredClaim) => Date.parse(claim.createdAt) + KEPT_MS > now();

  return {
    async likelyId(sending) {
      const blob = blobOf(sending);
      const claim = blob && (await readClaim(blob));
      return claim && isKept(claim) ? claim.id : uuidV7();
    },

    async claim(sending, content, id = uuidV7()) {
      const blob = blobOf(sending);
      if (!blob) return { id, isReplay: false };
      const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
      const createdAt = new Date(now()).toISOString();
      const body = JSON.stringify({ version: 1, createdAt, content: hash, id });
      if (await write(blob, body, { ifNoneMatch: '*' })) return { id, isReplay: false };
      const present = await readClaim(blob);
      if (present && !isKept(present)) {
        const renewed = await write(blob, body, { ifMatch: quotedEtag(present.etag) });
        if (renewed) return { id, isReplay: false };
      }
      const winner = present && isKept(present) ? present : await readClaim(blob);
      if (!winner) throw new Error('an Idempotency-Key was claimed and is gone');
      if (winner.content !== hash) {
        throw new Problem(
          'idempotency-key-reused',
          'This Idempotency-Key was sent with another body within the last 24 hours; use a new key for a new request.',
        );
      }
      return { id: winner.id, isReplay: true };
    },
  };
}

async function readClaim(blob: BlockBlobClient): Promise<StoredClaim | undefined> {
  const stored = await readBlob(blob);
  if (!stored) return undefined;
  return { ...claimSchema.parse(JSON.parse(stored.body.toString('utf8'))), etag: stored.etag };
}

async function write(
  blob: BlockBlobClient,
  body: string,
  conditions: { readonly ifNoneMatch: string } | { readonly ifMatch: string },
): Promise<boolean> {
  try {
    await blob.upload(body, Buffer.byteLength(body), {
      conditions,
      blobHTTPHeaders: { blobContentType: 'application/json' },
    });
    return true;
  } catch (error) {
    if (isStatus(error, 409, 412)) return false;
    throw error;
  }
}
