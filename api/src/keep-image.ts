import { type Upload, uploadOfId } from '@blobscribe/core/blob-names';
import type { RequestRecord } from '@blobscribe/core/request-record';
import type { Claim, Idempotency, Sending } from './idempotency.ts';
import { Problem } from './problem.ts';
import type { PromptStatus, ReplayedStatus } from './replay.ts';
import type { RequestStore } from './request-store.ts';
import type { StagedImage } from './take-image/stage-image.ts';

/** What the sender of an image says of it. */
export type Said = Pick<RequestRecord, 'fileName' | 'contentType' | 'options'>;

export type Kept = {
  readonly id: string;
  readonly status: Exclude<PromptStatus, 'awaiting-upload'>;
};

/** A request that brings an image: who sent it, in which trace, and whether somebody still waits. */
export type Arrival = {
  readonly sending: Sending;
  readonly traceparent: string;
  readonly signal: AbortSignal;
};

export type ImageKeeper = {
  /** What an earlier sending of the same request brought, if it did. */
  brought(claim: Claim, arrival: Arrival): Promise<Kept | undefined>;
  /** Makes an upload of a staged image: what is asked for it is written down, then it appears. */
  keep(upload: Upload, image: StagedImage, said: Said, arrival: Arrival): Promise<Kept>;
  /**
   * The same for an image whose content was not known before it was staged: its sending is claimed now.
   * @throws {Problem} 422 if its key was used with another image, 409 while another sending is under way.
   */
  claimAndKeep(upload: Upload, image: StagedImage, said: Said, arrival: Arrival): Promise<Kept>;
};

export type ImageKeeperOptions = {
  readonly idempotency: Idempotency;
  readonly replayedStatus: ReplayedStatus;
  readonly requests: RequestStore;
};

/** The end of every way in which an image comes through the API itself. */
export function createImageKeeper(options: ImageKeeperOptions): ImageKeeper {
  const { idempotency, replayedStatus, requests } = options;
  return { brought, keep, claimAndKeep };

  async function brought(claim: Claim, { sending, signal }: Arrival): Promise<Kept | undefined> {
    const upload = claim.isReplay ? uploadOfId(sending.tenant, claim.id) : undefined;
    const status = upload && (await replayedStatus(upload, signal));
    return status && status !== 'awaiting-upload' ? { id: claim.id, status } : undefined;
  }

  async function keep(upload: Upload, image: StagedImage, said: Said, arrival: Arrival) {
    const { traceparent, sending } = arrival;
    const createdAt = new Date().toISOString();
    const { id } = upload;
    const record = { version: 1, id, createdAt, traceparent, ...said, size: image.bytes } as const;
    await requests.write(record, sending.tenant);
    await image.commit();
    return { id, status: 'queued' } as const;
  }

  async function claimAndKeep(upload: Upload, image: StagedImage, said: Said, arrival: Arrival) {
    const content = { sha256: image.sha256, ...said };
    const claim = await idempotency.claim(arrival.sending, content, upload.id);
    const earlier = await brought(claim, arrival);
    if (earlier) return earlier;
    if (claim.id === upload.id) return keep(upload, image, said, arrival);
    // Staged under another id than the one that won: the winner stores it, or the next try does.
    throw new Problem('conflict', 'The same request is just being worked on: ask again.', {
      headers: { 'retry-after': '1' },
    });
  }
}
