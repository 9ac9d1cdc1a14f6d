import { randomUUID } from 'node:crypto';
import type { ServiceBusSender } from '@azure/service-bus';
import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, promptName, uploadOfName } from '../blob-names.ts';
import { withDeadline } from '../deadline.ts';
import { bareEtag, isStatus, quotedEtag } from '../read-blob.ts';
import { parseRecordMetadata } from '../record-metadata.ts';
import type { DeadLetter } from './dead-letter.ts';
import { readEvent } from './read-event.ts';

const CALL_DEADLINE_MS = 30_000;

export type Resender = {
  /**
   * Sends the events of a dead letter to the queue again, after taking away the `processing-failed`
   * record that would have the job believe the image done. The messages are new ones: an id that
   * duplicate detection knows would be swallowed, and the age of the old one would make the next try
   * the last.
   *
   * @throws {Error} if the letter holds no event, or a call fails; it can be sent again then.
   */
  send(letter: DeadLetter): Promise<void>;
  /** To be called when the letter is gone: a sweep that still saw it may have ended the image again. */
  tidy(letter: DeadLetter): Promise<void>;
};

export function createResender(storage: BlobServiceClient, sender: ServiceBusSender): Resender {
  return {
    async send({ events }) {
      if (events.length === 0) throw new Error('it holds no event that could be sent');
      for (const { body } of events) {
        await removeFailedRecords(storage, body);
        const message = { body, messageId: randomUUID(), contentType: 'application/json' };
        await withDeadline('sending', CALL_DEADLINE_MS, (abortSignal) =>
          sender.sendMessages(message, { abortSignal }),
        );
      }
    },
    async tidy({ events }) {
      for (const { body } of events) await removeFailedRecords(storage, body);
    },
  };
}

/** Of each reading of the event's name: whoever wrote the record believed one of them. */
async function removeFailedRecords(storage: BlobServiceClient, body: unknown): Promise<void> {
  const event = readEvent(body);
  if (!event) return;
  for (const name of event.names) {
    if (uploadOfName(name)) await removeFailedRecord(storage, name, event.etag);
  }
}

async function removeFailedRecord(
  storage: BlobServiceClient,
  uploadName: string,
  etag: string,
): Promise<void> {
  const record = storage
    .getContainerClient(CONTAINERS.prompts)
    .getBlobClient(promptName(uploadName));
  try {
    await withDeadline('removing a record', CALL_DEADLINE_MS, async (abortSignal) => {
      const properties = await record.getProperties({ abortSignal });
      const stored = parseRecordMetadata(properties.metadata);
      if (stored?.code !== 'processing-failed' || stored.sourceetag !== etag) return;
      const conditions = { ifMatch: quotedEtag(bareEtag(properties.etag)) };
      await record.delete({ conditions, abortSignal });
    });
  } catch (error) {
    // There is none, or it has just been replaced by one that is not to be removed.
    if (!isStatus(error, 404, 412)) throw error;
  }
}
