import * as z from 'zod';
import { CONTAINERS } from './blob-names.ts';
import filter from './event-filter.json' with { type: 'json' };
import { bareEtag } from './read-blob.ts';

/** The event type that Event Grid's system topic of a storage account sends. */
const BLOB_CREATED = 'Microsoft.Storage.BlobCreated';
/** What the subject of each event begins with; the subscription is filtered by it. */
const SUBJECT_PREFIX = filter.subjectBeginsWith;

/** The subject that Event Grid gives to a blob of `uploads`. */
export function subjectOf(uploadName: string): string {
  return SUBJECT_PREFIX + uploadName;
}

/** Whether the subscription lets an event pass: one filter for the Bicep and for the stand-in. */
export function passesFilter(event: { readonly subject: string; readonly api: string }): boolean {
  return event.subject.startsWith(filter.subjectBeginsWith) && filter.apis.includes(event.api);
}

const dataSchema = z.object({
  api: z.string(),
  eTag: z.string().min(1),
  url: z.string(),
  contentLength: z.number().int().min(0).optional(),
  blobType: z.string().optional(),
});

/** CloudEvents 1.0, and Event Grid's older schema, whose names differ. */
const eventSchema = z
  .union([
    z.object({
      type: z.literal(BLOB_CREATED),
      subject: z.string(),
      id: z.string(),
      time: z.string(),
      data: dataSchema,
    }),
    z
      .object({
        eventType: z.literal(BLOB_CREATED),
        subject: z.string(),
        id: z.string(),
        eventTime: z.string(),
        data: dataSchema,
      })
      .transform(({ eventType, eventTime, ...rest }) => ({
        ...rest,
        type: eventType,
        time: eventTime,
      })),
  ])
  .refine((event) => !Number.isNaN(Date.parse(event.time)), 'its time is no date');

export type BlobCreated = {
  readonly id: string;
  readonly api: string;
  /** Without quotes. */
  readonly etag: string;
  /** Possible names of the blob in `uploads`, the likeliest first: see {@link parseBlobCreated}. */
  readonly names: readonly string[];
  readonly occurredAt: Date;
};

/**
 * Reads a BlobCreated event of the `uploads` container as Event Grid may write it: alone or in an
 * array of one, in either schema, the subject with or without its first slash, the eTag with or
 * without quotes (differences between Microsoft's own samples).
 *
 * A blob name may be damaged in the subject (emoji arrive as U+FFFD) and is ambiguous in `data.url`
 * (`#` and `%20` stand there as they are), so every reading is returned; whoever loads the blob
 * believes the first one whose eTag is the event's.
 *
 * @throws {Error} saying what is wrong, if it is no such event.
 */
export function parseBlobCreated(body: unknown): BlobCreated {
  const single = Array.isArray(body) && body.length === 1 ? body[0] : body;
  const parsed = eventSchema.safeParse(single);
  if (!parsed.success) throw new Error(`not a ${BLOB_CREATED} event`, { cause: parsed.error });
  const { id, subject, time, data } = parsed.data;
  const path = subject.startsWith('/') ? subject : `/${subject}`;
  if (!path.startsWith(SUBJECT_PREFIX)) {
    throw new Error(`its subject is no blob of the container ${CONTAINERS.uploads}`);
  }
  const name = path.slice(SUBJECT_PREFIX.length);
  const names = name.includes('\uFFFD') ? namesInUrl(data.url) : [name, ...namesInUrl(data.url)];
  if (names.length === 0) throw new Error('its blob name is damaged, and data.url holds none');
  return {
    id,
    api: data.api,
    etag: bareEtag(data.eTag),
    names: [...new Set(names)],
    occurredAt: new Date(time),
  };
}

export type CreatedBlob = {
  readonly api: string;
  readonly name: string;
  readonly etag: string;
  readonly contentLength: number;
  readonly contentType: string;
  readonly blobType: string;
  /** The account's blob endpoint, and its resource id. */
  readonly endpoint: string;
  readonly source: string;
};

/** The CloudEvent that tells of a blob of `uploads`, with the fields that Event Grid gives it. */
export function blobCreatedEvent(blob: CreatedBlob, id: string, time: Date) {
  const { api, name, contentLength, contentType, blobType, endpoint, source } = blob;
  return {
    specversion: '1.0',
    type: BLOB_CREATED,
    source,
    id,
    time: time.toISOString(),
    subject: subjectOf(name),
    data: {
      api,
      eTag: bareEtag(blob.etag),
      contentType,
      contentLength,
      blobType,
      // The name stands here as it is, `#` and all (Azure/azure-sdk-for-net#23634).
      url: `${endpoint.replace(/\/$/, '')}/${CONTAINERS.uploads}/${name}`,
    },
  };
}

/** The text behind the container, raw and percent-decoded; a URL parser would cut it at `#`. */
function namesInUrl(url: string): string[] {
  const marker = `/${CONTAINERS.uploads}/`;
  const start = url.indexOf(marker);
  if (start < 0) return [];
  const raw = url.slice(start + marker.length);
  if (raw === '') return [];
  try {
    return [raw, decodeURIComponent(raw)];
  } catch {
    // A stray % makes the text undecodable: then it can only be meant as it stands.
    return [raw];
  }
}
