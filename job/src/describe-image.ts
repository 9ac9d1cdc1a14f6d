import { createHash } from 'node:crypto';
import { CONTAINERS } from '@blobscribe/core/blob-names';
import { ImageFailure } from '@blobscribe/core/failure';
import type {
  FailedDocument,
  PromptDocument,
  SucceededDocument,
  Timings,
} from '@blobscribe/core/prompt-document';
import { renderPrompts } from '@blobscribe/core/render/render';
import type { RequestRecord } from '@blobscribe/core/request-record';
import type { Inspected } from './decode/decoder-messages.ts';
import type { DecoderPool } from './decode/decoder-pool.ts';
import { sniffMediaType } from './decode/sniff.ts';
import type { OpenImage } from './load-image.ts';
import type { Look } from './look.ts';
import { mergeEvidence } from './merge-evidence.ts';
import { isPhotograph } from './pixels/medium.ts';

export type Arrival = {
  readonly request: RequestRecord | undefined;
  /** How long the image waited before this execution took it, in milliseconds. */
  readonly queuedMs: number;
  readonly signal: AbortSignal;
};

export type Eyes = {
  readonly inspect: DecoderPool['inspect'];
  readonly look: Look;
  /** Whether they look at the picture itself, as a JPEG: a service, or models of this machine. */
  readonly wantJpeg: boolean;
};

/**
 * From an open image to its terminal record: read, recall or inspect and look, render. A bad image is
 * a record too, with as much of its source as was learned; other errors are thrown, for the message to
 * return.
 */
export async function describeImage(
  image: OpenImage,
  { inspect, look, wantJpeg }: Eyes,
  { request, queuedMs, signal }: Arrival,
): Promise<PromptDocument> {
  const { upload, etag, bytes } = image;
  const fileName = request?.fileName;
  const common = { version: 1, id: upload.id } as const;
  let source: FailedDocument['source'] = {
    container: CONTAINERS.uploads,
    name: upload.name,
    etag,
    bytes,
    ...(fileName === undefined ? {} : { fileName }),
  };
  const lap = createLaps();
  try {
    const file = await image.read();
    const sha256 = createHash('sha256').update(file).digest('hex');
    source = { ...source, sha256 };
    const downloadMs = lap();

    const mediaType = sniffMediaType(file);
    source = { ...source, mediaType };
    const options = request?.options ?? {};
    const asked = { tenant: upload.tenant, sha256, options, signal };
    const recalled = await look.recall(asked);
    const { jpeg, ...inspection }: Inspected =
      recalled?.inspection ?? (await inspect(file, { mediaType, jpeg: wantJpeg }, signal));
    const { width, height, pixels, words } = inspection;
    const decodeMs = lap();

    const facts = { mediaType, width, height };
    const photographed = isPhotograph(pixels.medium.value);
    const visible = { facts, photographed, jpeg: async () => present(jpeg) };
    const { evidence, analysis } = recalled ?? (await look.look(visible, inspection, asked));
    const scene = mergeEvidence(evidence, pixels, words);
    const rendered = renderPrompts(scene, options);
    const analyseMs = lap();

    const totalMs = Math.round(queuedMs + downloadMs + decodeMs + analyseMs);
    const timings: Timings = { queuedMs, downloadMs, decodeMs, analyseMs, totalMs };
    return {
      ...common,
      status: 'succeeded',
      createdAt: new Date().toISOString(),
      source: { ...source, etag, bytes, sha256, mediaType, width, height },
      ...rendered,
      scene,
      ...(words.recovered && { recovered: words.recovered }),
      analysis,
      timings,
    } satisfies SucceededDocument;
  } catch (error) {
    if (!(error instanceof ImageFailure)) throw error;
    return failedDocument(common.id, source, error, queuedMs);
  }
}

function present(jpeg: Buffer | undefined): Buffer {
  if (!jpeg) throw new Error('somebody was to look, and no picture was made for it');
  return jpeg;
}

/** The terminal record of an image that has no prompt. */
export function failedDocument(
  id: string,
  source: FailedDocument['source'],
  { code, message }: ImageFailure,
  queuedMs: number,
): FailedDocument {
  return {
    version: 1,
    id,
    status: 'failed',
    createdAt: new Date().toISOString(),
    source,
    error: { code, message },
    timings: { queuedMs },
  };
}

/** A stopwatch: each call gives the milliseconds since the one before, to a tenth. */
function createLaps(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const lap = Math.round((now - last) * 10) / 10;
    last = now;
    return lap;
  };
}
