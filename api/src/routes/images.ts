import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, type Upload } from '@blobscribe/core/blob-names';
import type { Log } from '@blobscribe/core/log';
import type { Telemetry } from '@blobscribe/core/telemetry';
import { type Context, Hono } from 'hono';
import type { ApiEnv } from '../auth/caller.ts';
import { isImageType } from '../check-announced.ts';
import { formOptions, idempotencyHeader } from '../contract/inputs.ts';
import { createPrompt, urlBody } from '../contract/prompts.ts';
import type { ImageFetcher } from '../fetch-image/fetch-image.ts';
import type { Idempotency } from '../idempotency.ts';
import type { Arrival, ImageKeeper, Kept } from '../keep-image.ts';
import type { InFlight } from '../limits/in-flight.ts';
import type { Quotas } from '../limits/quotas.ts';
import { Problem } from '../problem.ts';
import { checkInput, mediaTypeOf, readHeaders, readJson } from '../read-input.ts';
import { readMultipart } from '../take-image/read-multipart.ts';
import { stageImage } from '../take-image/stage-image.ts';
import { mount } from './mount.ts';
import { RETRY_AFTER_SECONDS } from './prompts.ts';
import { uploadOf } from './upload-of.ts';

export type ImageRoutes = {
  readonly storage: BlobServiceClient;
  readonly idempotency: Idempotency;
  readonly keeper: ImageKeeper;
  readonly fetchImage: ImageFetcher;
  readonly quotas: Quotas;
  readonly inFlight: InFlight;
  /** Of an image that comes through the API itself. */
  readonly maxBytes: number;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

type Take = (context: Context<ApiEnv>, arrival: Arrival) => Promise<Kept>;

/** Images that come through the API itself: as a body, in a form, or by a URL that is fetched. */
export function imageRoutes(dependencies: ImageRoutes): Hono<ApiEnv> {
  const { idempotency, keeper, fetchImage, quotas, inFlight, maxBytes, log } = dependencies;
  const uploads = dependencies.storage.getContainerClient(CONTAINERS.uploads);
  const app = new Hono<ApiEnv>();

  mount(app, createPrompt, async (context) => {
    const { tenant } = context.get('caller');
    const { 'idempotency-key': key } = readHeaders(context, idempotencyHeader);
    const traceparent = dependencies.telemetry.traceparent(context.req.header('traceparent'));
    const arrival = {
      sending: { tenant, route: 'POST /v1/prompts', key },
      traceparent,
      signal: context.req.raw.signal,
    };
    const take = chooseTake(context);
    const kept = await inFlight.run(tenant, async () => {
      await quotas.spend(tenant, 'images', 1);
      return take(context, arrival);
    });
    log.info('image-taken', { id: kept.id, traceparent });
    context.header('location', `/v1/prompts/${kept.id}`);
    context.header('retry-after', RETRY_AFTER_SECONDS);
    return context.json(kept, 202);
  });

  function chooseTake(context: Context): Take {
    const mediaType = mediaTypeOf(context) ?? '';
    if (mediaType === 'application/json') return takeUrl;
    if (mediaType === 'multipart/form-data') return takeForm;
    if (isImageType(mediaType)) return takeBody;
    throw new Problem(
      'unsupported-media-type',
      'Send a form with the file `image`, an image as the body (Content-Type: image/…), or JSON with a `url`.',
    );
  }

  async function takeUrl(context: Context<ApiEnv>, arrival: Arrival): Promise<Kept> {
    const { sending, signal } = arrival;
    const { url, options } = await readJson(context, urlBody);
    const claim = await idempotency.claim(sending, { url, options });
    const earlier = await keeper.brought(claim, arrival);
    if (earlier) return earlier;
    const upload = uploadOf(sending.tenant, claim.id);
    const { body, ...said } = await fetchImage(url, signal);
    const image = await stage(upload, body, said.contentType, signal);
    return keeper.keep(upload, image, { ...said, options }, arrival);
  }

  async function takeBody(context: Context<ApiEnv>, arrival: Arrival): Promise<Kept> {
    refuseLength(context, maxBytes);
    const upload = await likelyUpload(arrival);
    const contentType = mediaTypeOf(context);
    const body = context.req.raw.body ?? new ReadableStream({ start: (end) => end.close() });
    const image = await stage(upload, body, contentType, arrival.signal);
    return keeper.claimAndKeep(upload, image, { contentType }, arrival);
  }

  async function takeForm(context: Context<ApiEnv>, arrival: Arrival): Promise<Kept> {
    const upload = await likelyUpload(arrival);
    const { image, options } = await readMultipart(
      context.req.raw,
      { maxBytes },
      async (body, { fileName, contentType }) => {
        if (contentType !== undefined && !isImageType(contentType)) {
          throw new Problem('unsupported-media-type', 'The file `image` must be an image.');
        }
        const staged = await stage(upload, body, contentType, arrival.signal);
        return { staged, said: { fileName, contentType } };
      },
    );
    const said = { ...image.said, options: checkInput(formOptions, options, 'options') };
    return keeper.claimAndKeep(upload, image.staged, said, arrival);
  }

  async function likelyUpload({ sending }: Arrival): Promise<Upload> {
    return uploadOf(sending.tenant, await idempotency.likelyId(sending));
  }

  function stage(
    upload: Upload,
    image: AsyncIterable<Uint8Array>,
    contentType: string | undefined,
    signal: AbortSignal,
  ) {
    const blob = uploads.getBlockBlobClient(upload.name);
    return stageImage(blob, image, { maxBytes, contentType, signal });
  }

  return app;
}

/** @throws {Problem} 413 before anything of a body is read that says itself that it is too large. */
function refuseLength(context: Context, maxBytes: number): void {
  const announced = Number(context.req.header('content-length') ?? 0);
  if (announced > maxBytes) {
    throw new Problem(
      'too-large',
      `At most ${maxBytes} bytes can be sent here, these are ${announced}; POST /v1/uploads gives a URL for larger images.`,
    );
  }
}
