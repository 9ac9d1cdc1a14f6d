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
import { normalise } from './decode/normalise.ts';
import { sniffMediaType } from './decode/sniff.ts';
import type { OpenImage } from './load-image.ts';
import { readCamera } from './pixels/camera.ts';
import { describePixels } from './pixels/describe-pixels.ts';

/** What this provider says is versioned: other words for the same picture are another model. */
const ANALYSIS = {
  provider: 'pixels',
  model: 'pixels-1',
  features: ['medium', 'composition', 'lighting', 'palette', 'camera'],
  cached: false,
};

export type Arrival = {
  readonly request: RequestRecord | undefined;
  /** How long the image waited before this execution took it, in milliseconds. */
  readonly queuedMs: number;
};

/**
 * From an open image to its terminal record: read, decode, look, render. A bad image is a record
 * too, with as much of its source as was learned; other errors are thrown, for the message to return.
 */
export async function describeImage(
  image: OpenImage,
  { request, queuedMs }: Arrival,
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
    const { fileWidth: width, fileHeight: height, ...picture } = await normalise(file, mediaType);
    const exif = readCamera(file);
    const decodeMs = lap();

    const facts = { mediaType, width, height };
    const scene = describePixels(picture, exif ? { ...facts, exif } : facts);
    const rendered = renderPrompts(scene, request?.options ?? {});
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
      analysis: ANALYSIS,
      timings,
    } satisfies SucceededDocument;
  } catch (error) {
    if (!(error instanceof ImageFailure)) throw error;
    return failedDocument(common.id, source, error, queuedMs);
  }
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
