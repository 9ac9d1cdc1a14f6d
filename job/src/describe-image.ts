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
import { encodeJpeg } from './decode/encode-jpeg.ts';
import { normalise } from './decode/normalise.ts';
import { type MediaType, sniffMediaType } from './decode/sniff.ts';
import type { OpenImage } from './load-image.ts';
import type { Asked, Look } from './look.ts';
import { mergeEvidence } from './merge-evidence.ts';
import { readCamera } from './pixels/camera.ts';
import { describePixels } from './pixels/describe-pixels.ts';
import type { FileFacts, Picture } from './pixels/picture.ts';
import { type FileWords, recover } from './recover/recover.ts';

export type Arrival = {
  readonly request: RequestRecord | undefined;
  /** How long the image waited before this execution took it, in milliseconds. */
  readonly queuedMs: number;
  readonly signal: AbortSignal;
};

export type Eyes = {
  readonly look: Look;
  /** The long side of the picture that they want, in pixels. */
  readonly side: number;
};

/**
 * From an open image to its terminal record: read, decode, look, render. A bad image is a record
 * too, with as much of its source as was learned; other errors are thrown, for the message to return.
 */
export async function describeImage(
  image: OpenImage,
  { look, side }: Eyes,
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
    const decoded = await decode(file, mediaType, side);
    const { width, height } = decoded.facts;
    const decodeMs = lap();

    const options = request?.options ?? {};
    const asked = { tenant: upload.tenant, sha256, options, signal };
    const { scene, analysis } = await see(decoded, look, asked);
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
      ...(decoded.words.recovered && { recovered: decoded.words.recovered }),
      analysis,
      timings,
    } satisfies SucceededDocument;
  } catch (error) {
    if (!(error instanceof ImageFailure)) throw error;
    return failedDocument(common.id, source, error, queuedMs);
  }
}

type Decoded = {
  readonly picture: Picture;
  readonly facts: FileFacts;
  /** What the file says in words of its own. */
  readonly words: FileWords;
};

async function decode(file: Buffer, mediaType: MediaType, side: number): Promise<Decoded> {
  const { fileWidth, fileHeight, ...picture } = await normalise(file, mediaType, side);
  const exif = readCamera(file);
  const facts = { mediaType, width: fileWidth, height: fileHeight, ...(exif && { exif }) };
  return { picture, facts, words: recover(file, mediaType) };
}

/** The service is asked first, so that the pixels are described while it thinks. */
async function see({ picture, facts, words }: Decoded, look: Look, asked: Asked) {
  const visible = { picture, facts, jpeg: () => encodeJpeg(picture) };
  const [{ evidence, analysis }, pixels] = await Promise.all([
    look(visible, asked),
    Promise.try(() => describePixels(picture, facts)),
  ]);
  return { scene: mergeEvidence(evidence, pixels, words), analysis };
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
