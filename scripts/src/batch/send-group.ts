import { mapInOrder } from '@blobscribe/core/map-in-order';
import type { PromptDocument } from '@blobscribe/core/prompt-document';
import type { Slots } from '@blobscribe/core/slots';
import { followBatch } from '../client/batches.ts';
import { type Api, RefusedError } from '../client/call.ts';
import { listRecords } from '../client/records.ts';
import { sendImage, type Upload } from '../client/uploads.ts';
import type { Content } from './content.ts';
import type { Group, Journal } from './journal.ts';
import { itemNumber, type OpenBatch } from './open-batch.ts';

/** Enough to keep a line busy, few enough to be fair to others. */
const IN_FLIGHT = 8;
/** The record of an image that never arrived says nothing of the image. */
const NEVER_ARRIVED = 'upload-missing';

export type GroupTools = {
  readonly api: Api;
  readonly journal: Journal;
  /** What is in the folder, by its SHA-256. */
  readonly contents: ReadonlyMap<string, Content>;
  /** Of the event streams that are read at a time. */
  readonly streams: Slots;
  /** Told of each image as it ends; of one that an earlier run has seen to its end, again. */
  readonly onEnded: (sha256: string, status: 'succeeded' | 'failed') => void;
  /** Told of each record, once it is in the journal. */
  readonly onRecord: (sha256: string, record: PromptDocument) => Promise<void>;
  /** Told of an image that did not get to its end, which a later run can try again. */
  readonly onTrouble: (sha256: string, why: string) => void;
};

export type GroupUnderWay = {
  /** Ends when all images of the group that are here have been sent. */
  readonly sent: Promise<void>;
  /** Ends when all have their records, and those are in the journal. */
  readonly ended: Promise<readonly PromptDocument[]>;
};

type Missing = readonly [index: number, findUpload: () => Promise<Upload | undefined>];

/** Sends the images of a group that have not arrived, and sees the group to its end. */
export function sendGroup(tools: GroupTools, group: Group, batch: OpenBatch): GroupUnderWay {
  const { api, journal, contents, streams, onEnded } = tools;
  const hashOf = (index: number) => group.images[index]?.[0] ?? '';
  const pending = new Set(batch.items);
  const lost = new Set<number>();
  const settled = new AbortController();
  const settle = (index: number) => {
    pending.delete(index);
    if (pending.size === 0) settled.abort();
  };

  const giveUp = (index: number, why: string) => {
    lost.add(index);
    tools.onTrouble(hashOf(index), why);
    settle(index);
  };

  async function send([index, findUpload]: Missing): Promise<void> {
    const path = contents.get(hashOf(index))?.files[0].path;
    // Sent by a run that saw other files than this one.
    if (path === undefined) return settle(index);
    try {
      const upload = await findUpload();
      if (upload) await sendImage(api, upload, path);
    } catch (error) {
      api.signal?.throwIfAborted();
      const isUnreachable = error instanceof RefusedError && error.status === undefined;
      if (isUnreachable) throw error;
      onEnded(hashOf(index), 'failed');
      giveUp(index, error instanceof Error ? error.message : String(error));
    }
  }

  async function sendAll(): Promise<void> {
    const sends = mapInOrder(batch.missing, IN_FLIGHT, send);
    while (!(await sends.next()).done);
  }

  async function follow(): Promise<void> {
    const signals = [settled.signal, ...(api.signal ? [api.signal] : [])];
    const following = { ...api, signal: AbortSignal.any(signals) };
    try {
      for await (const { id, status } of followBatch(following, batch.id)) {
        const index = itemNumber(id);
        if (status === 'succeeded' || status === 'failed') onEnded(hashOf(index), status);
        settle(index);
      }
    } catch (error) {
      if (!settled.signal.aborted || api.signal?.aborted) throw error;
    }
  }

  async function keepRecords(): Promise<PromptDocument[]> {
    const records: PromptDocument[] = [];
    const unrecorded = new Set(batch.items).difference(lost);
    for await (const record of listRecords(api, { batch: batch.id })) {
      const index = itemNumber(record.id);
      unrecorded.delete(index);
      records.push(record);
      if (record.status === 'failed' && record.error.code === NEVER_ARRIVED) {
        giveUp(index, 'it did not arrive within a day: run again');
        continue;
      }
      const sha256 = record.source.sha256 ?? hashOf(index);
      if (sha256 !== hashOf(index)) giveUp(index, 'it was changed as it was sent: run again');
      await journal.addRecord(sha256, record);
      await tools.onRecord(sha256, record);
    }
    for (const index of unrecorded) {
      if (contents.has(hashOf(index))) giveUp(index, 'its record was deleted: run again');
    }
    return records;
  }

  const sent = sendAll();
  const ended = Promise.all([sent, streams.run(follow)]).then(async () => {
    const records = await keepRecords();
    await journal.endGroup(group.key);
    return records;
  });
  return { sent, ended };
}
