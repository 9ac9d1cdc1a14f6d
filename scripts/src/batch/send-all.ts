import type { Options } from '@blobscribe/core/options';
import type { SucceededDocument } from '@blobscribe/core/prompt-document';
import { createSlots } from '@blobscribe/core/slots';
import { RefusedError } from '../client/call.ts';
import type { Budget } from './budget.ts';
import type { Content } from './content.ts';
import type { Group } from './journal.ts';
import { groupSize, makeGroup } from './make-group.ts';
import { type OpenBatch, openBatch } from './open-batch.ts';
import type { Plan } from './plan.ts';
import { type GroupTools, sendGroup } from './send-group.ts';

/** Sent and not yet described, so that uploading never waits for looking, nor runs far ahead of it. */
const OPEN_GROUPS = 12;
/** Each stream has the API look at its batch every second. */
const STREAMS = 2;
const TOO_LARGE = 413;

export type Sending = Omit<GroupTools, 'streams'> & {
  readonly options: Options;
  readonly budget: Budget;
  readonly priceOf: (document: SucceededDocument) => number | undefined;
};

/**
 * Goes on with what an earlier run began, then sends what is new, a group at a time, until all have their
 * records or the budget is spent.
 * @throws {RefusedError} if the API or the storage refuses or cannot be reached: all else is ended first.
 */
export async function sendAll(sending: Sending, { open, unfinished, fresh }: Plan): Promise<void> {
  const failing = new AbortController();
  const { signal } = sending.api;
  const api = {
    ...sending.api,
    signal: AbortSignal.any([failing.signal, ...(signal ? [signal] : [])]),
  };
  const tools = { ...sending, api, streams: createSlots(STREAMS) };
  const { journal, budget } = sending;
  const underWay = new Set<Promise<void>>();

  async function start(group: Group, batch: OpenBatch): Promise<void> {
    const { sent, ended } = sendGroup(tools, group, batch);
    const settled = ended
      .then((records) => {
        const paid = records.filter((record) => record.status === 'succeeded');
        budget.settle(group.images.length, paid.map(sending.priceOf));
      })
      .catch((error: unknown) => failing.abort(error))
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
    // That it failed is told by `ended` too.
    await sent.catch(() => {});
    while (underWay.size >= OPEN_GROUPS) await Promise.race(underWay);
  }

  async function goOn(): Promise<void> {
    const left = [...fresh];
    for (const group of open) {
      api.signal.throwIfAborted();
      const batch = await openBatch(api, journal, group);
      if (batch) {
        budget.hold(group.images.length);
        await start(group, batch);
      } else {
        await journal.endGroup(group.key);
        left.push(...unfinishedOf(group));
      }
    }
    while (left.length > 0) {
      api.signal.throwIfAborted();
      const count = budget.take(groupSize(left));
      if (count === 0 && underWay.size === 0) break;
      if (count === 0) await Promise.race(underWay);
      else await begin(left.splice(0, count));
    }
    await Promise.all(underWay);
    api.signal.throwIfAborted();
  }

  /** Of a batch that the API has forgotten, what is to be sent anew. */
  function unfinishedOf({ images }: Group): Content[] {
    const hashes = new Set(images.map(([hash]) => hash));
    return unfinished.filter(({ sha256 }) => hashes.has(sha256));
  }

  async function begin(contents: readonly Content[]): Promise<void> {
    const group = makeGroup(contents, sending.options);
    await journal.beginGroup(group);
    try {
      const batch = await openBatch(api, journal, group);
      if (batch) await start(group, batch);
    } catch (error) {
      const isTooLarge = error instanceof RefusedError && error.status === TOO_LARGE;
      if (!isTooLarge || group.size === undefined) throw error;
      await refuse(group, error.message);
    }
  }

  async function refuse({ key, images }: Group, why: string): Promise<void> {
    await journal.endGroup(key);
    for (const [hash] of images) {
      await journal.addRefusal(hash, why);
      sending.onEnded(hash, 'failed');
      sending.onTrouble(hash, why);
    }
    budget.settle(images.length, []);
  }

  try {
    await goOn();
  } catch (error) {
    failing.abort(error);
    throw error;
  } finally {
    await Promise.all(underWay);
  }
}
