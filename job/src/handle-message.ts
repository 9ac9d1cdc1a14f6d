import type { BlobServiceClient } from '@azure/storage-blob';
import { type BlobCreated, parseBlobCreated } from '@blobscribe/core/blob-created-event';
import { CONTAINERS, type Upload, uploadOfName } from '@blobscribe/core/blob-names';
import { withDeadline } from '@blobscribe/core/deadline';
import { deleteImage, isDeleted } from '@blobscribe/core/delete-image';
import { ImageFailure } from '@blobscribe/core/failure';
import type { Log } from '@blobscribe/core/log';
import type { PromptDocument } from '@blobscribe/core/prompt-document';
import type { Telemetry } from '@blobscribe/core/telemetry';
import { DESCRIBE_MS, STORAGE_MS } from './deadlines.ts';
import { describeImage, type Eyes, failedDocument } from './describe-image.ts';
import { failPoint } from './fail-point.ts';
import { openImage } from './load-image.ts';
import type { Outcome } from './outcome.ts';
import { createRequestReader } from './read-request.ts';
import { VisionUnavailable } from './vision/vision.ts';
import { findRecord, isDescribed, writeRecord } from './write-record.ts';

/** What is known of a delivery besides its body. */
export type Delivery = {
  readonly body: unknown;
  readonly messageId: string;
  /** No further try is to be expected: what fails now, ends now. */
  readonly isLast: boolean;
};

export type HandlerOptions = {
  readonly storage: BlobServiceClient;
  readonly eyes: Eyes;
  /** Called once, when no image can be analysed until a person mends something. */
  readonly onUnavailable: (error: VisionUnavailable) => void;
  readonly maxImageBytes: number;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

export type MessageHandler = (delivery: Delivery, signal: AbortSignal) => Promise<Outcome>;

/**
 * From one message to its outcome. A message that makes no sense is dead-lettered; an image that is
 * gone, described or beyond describing is complete, the last with its record; trouble that may pass is
 * tried again, but on the last try it becomes the record `processing-failed`: a poller always gets an
 * end.
 */
export function createMessageHandler({
  storage,
  eyes,
  onUnavailable,
  maxImageBytes,
  telemetry,
  log,
}: HandlerOptions): MessageHandler {
  const readRequest = createRequestReader(storage);
  /** Once set, no image is begun any more. */
  let unavailable: VisionUnavailable | undefined;

  return async function handleMessage(delivery, signal) {
    failPoint('after-receive');
    let event: BlobCreated;
    try {
      event = parseBlobCreated(delivery.body);
    } catch (error) {
      return deadLetter('malformed-event', error instanceof Error ? error.message : String(error));
    }
    const candidates = event.names.map(uploadOfName).filter((upload) => upload !== undefined);
    const [likeliest] = candidates;
    if (!likeliest) return deadLetter('unknown-name', 'no upload has the name in this event');
    try {
      return await describe(event, [likeliest, ...candidates.slice(1)], signal);
    } catch (error) {
      log.warn('image-delayed', { id: likeliest.id, messageId: delivery.messageId, error });
      if (error instanceof VisionUnavailable) {
        if (!unavailable) onUnavailable(error);
        unavailable = error;
      }
      if (!delivery.isLast || signal.aborted) return { kind: 'retry', reason: String(error) };
      return await giveUp(event, likeliest, signal);
    }
  };

  async function describe(
    event: BlobCreated,
    candidates: readonly [Upload, ...Upload[]],
    signal: AbortSignal,
  ): Promise<Outcome> {
    if (unavailable) throw unavailable;
    const [upload] = candidates;
    const [request, record, deleted] = await bounded('reading the request', signal, (inner) =>
      Promise.all([
        readRequest(upload, inner),
        findRecord(storage, upload, inner),
        isDeleted(storage, upload, inner),
      ]),
    );
    if (deleted) return takeBack(upload, signal);
    if (isDescribed(record, upload, event.etag)) {
      log.info('event-repeated', { id: upload.id });
      return { kind: 'complete' };
    }
    const queuedMs = Math.max(0, Date.now() - event.occurredAt.getTime());
    const attributes = spanAttributes(event.id);
    return telemetry.process('process images', request?.traceparent, attributes, async () => {
      const image = await bounded('opening the image', signal, (inner) =>
        openImage(storage, candidates, event.etag, { maxBytes: maxImageBytes, signal: inner }),
      );
      if (!image) {
        log.info('image-gone', { id: upload.id });
        return { kind: 'complete' };
      }
      const document = await withDeadline(
        'describing the image',
        DESCRIBE_MS,
        (inner) => describeImage(image, eyes, { request, queuedMs, signal: inner }),
        signal,
      );
      return finish(image.upload, document, signal, request?.traceparent);
    });
  }

  async function giveUp(event: BlobCreated, upload: Upload, signal: AbortSignal): Promise<Outcome> {
    const source = { container: CONTAINERS.uploads, name: upload.name, etag: event.etag };
    const document = failedDocument(upload.id, source, new ImageFailure('processing-failed'), 0);
    try {
      return await finish(upload, document, signal);
    } catch (error) {
      return { kind: 'retry', reason: String(error) };
    }
  }

  async function finish(
    upload: Upload,
    document: PromptDocument,
    signal: AbortSignal,
    traceparent?: string,
  ): Promise<Outcome> {
    const result = await bounded('writing the record', signal, (inner) =>
      writeRecord(storage, upload, document, inner),
    );
    // Whoever deletes leaves the tombstone first: one that came too late to be seen here deletes after us.
    if (await bounded('looking once more', signal, (inner) => isDeleted(storage, upload, inner))) {
      return takeBack(upload, signal);
    }
    const { status, timings } = document;
    const code = status === 'failed' ? document.error.code : undefined;
    const { provider, cached } = status === 'succeeded' ? document.analysis : {};
    const facts = { id: upload.id, status, code, result, provider, cached, traceparent };
    log.info('image-described', { ...facts, ...timings });
    telemetry.event('image-described', { status, ...(code ? { code } : {}) });
    return { kind: 'complete' };
  }

  /** A URL that outlives the deletion may have brought the image again. */
  async function takeBack(upload: Upload, signal: AbortSignal): Promise<Outcome> {
    await bounded('deleting', signal, (inner) => deleteImage(storage, upload, inner));
    log.info('image-deleted', { id: upload.id });
    return { kind: 'complete' };
  }
}

function deadLetter(reason: string, description: string): Outcome {
  return { kind: 'dead-letter', reason, description };
}

function bounded<T>(what: string, outer: AbortSignal, work: (inner: AbortSignal) => Promise<T>) {
  return withDeadline(what, STORAGE_MS, work, outer);
}

/** OpenTelemetry's semantic conventions for messaging, Azure Service Bus. */
function spanAttributes(messageId: string): Record<string, string> {
  return {
    'messaging.system': 'servicebus',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.message.id': messageId,
  };
}
