import type { BlobServiceClient } from '@azure/storage-blob';
import * as z from 'zod';
import { CONTAINERS } from '../blob-names.ts';
import { withDeadline } from '../deadline.ts';
import { mapInOrder } from '../map-in-order.ts';
import { isStatus, quotedEtag, readBlob } from '../read-blob.ts';
import type { DeadEvent, DeadLetter, DeadLetterPlace, Removal } from './dead-letter.ts';
import { readEvent } from './read-event.ts';

const CALL_DEADLINE_MS = 30_000;
/** Blobs in work at a time. */
const AT_A_TIME = 16;

const text = z.string().optional().catch(undefined);
const count = z.number().optional().catch(undefined);

/**
 * What Event Grid says of an undeliverable event (docs: "Event Grid message delivery and retry", dead
 * letter events): beside the event's own members, in lower case in a CloudEvent and in camel case in its
 * older schema; topics of namespaces put both into an object of their own.
 */
const reasonsSchema = z.object({
  deadletterreason: text,
  deadLetterReason: text,
  deliveryattempts: count,
  deliveryAttempts: count,
  lastdeliveryoutcome: text,
  lastDeliveryOutcome: text,
  deliveryresult: text,
});
const wrappedSchema = z.object({ event: z.unknown(), deadletterProperties: reasonsSchema });

type FoundBlob = { readonly letter: DeadLetter; readonly etag: string };

/** Event Grid's dead letters: blobs of the container `deadletter`, each a JSON array of events. */
export function createEventGridDeadLetters(storage: BlobServiceClient): DeadLetterPlace {
  const container = storage.getContainerClient(CONTAINERS.deadletter);

  async function list(): Promise<readonly DeadLetter[]> {
    const found = await Array.fromAsync(mapInOrder(await names(), AT_A_TIME, read));
    return found.flatMap((blob) => blob?.letter ?? []);
  }

  async function names(): Promise<string[]> {
    try {
      return await withDeadline('listing dead letters', CALL_DEADLINE_MS, (abortSignal) =>
        Array.fromAsync(container.listBlobsFlat({ abortSignal }), ({ name }) => name),
      );
    } catch (error) {
      // An account without the container has nothing dead.
      if (isStatus(error, 404)) return [];
      throw error;
    }
  }

  async function read(name: string): Promise<FoundBlob | undefined> {
    const stored = await withDeadline('reading a dead letter', CALL_DEADLINE_MS, (abortSignal) =>
      readBlob(container.getBlobClient(name), { abortSignal }),
    );
    if (!stored) return undefined;
    const content = parse(stored.body.toString('utf8'));
    const letter = { id: name, origin: 'event-grid', events: eventsIn(content), content } as const;
    return { letter, etag: stored.etag };
  }

  async function* remove(
    ids: ReadonlySet<string>,
    before: (letter: DeadLetter) => Promise<void>,
  ): AsyncGenerator<Removal> {
    const removals = mapInOrder(ids, AT_A_TIME, async (id) => {
      const found = await read(id);
      return found && removeOne(found, before);
    });
    for await (const removal of removals) if (removal) yield removal;
  }

  async function removeOne(
    { letter, etag }: FoundBlob,
    before: (letter: DeadLetter) => Promise<void>,
  ): Promise<Removal> {
    try {
      await before(letter);
      const conditions = { ifMatch: quotedEtag(etag) };
      await withDeadline('deleting a dead letter', CALL_DEADLINE_MS, (abortSignal) =>
        container.getBlobClient(letter.id).delete({ conditions, abortSignal }),
      );
      return { letter };
    } catch (error) {
      return { letter, error };
    }
  }

  return { list, remove };
}

/** The JSON in a blob, or its text if it is none. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function eventsIn(content: unknown): DeadEvent[] {
  return (Array.isArray(content) ? content : [content]).flatMap((item: unknown) => {
    const wrapped = wrappedSchema.safeParse(item).data;
    const body = wrapped ? wrapped.event : item;
    const reasons = wrapped?.deadletterProperties ?? reasonsSchema.safeParse(item).data;
    if (!reasons) return [];
    const event = readEvent(body);
    return {
      body,
      name: event?.names[0],
      reason: reasons.deadletterreason ?? reasons.deadLetterReason,
      description:
        reasons.lastdeliveryoutcome ?? reasons.lastDeliveryOutcome ?? reasons.deliveryresult,
      deliveries: reasons.deliveryattempts ?? reasons.deliveryAttempts ?? 0,
      since: event?.occurredAt ?? new Date(),
    };
  });
}
