import type { BlobServiceClient } from '@azure/storage-blob';
import { loopbackHosts, loopbackOrigins } from '@blobscribe/core/foreign-request';
import type { Log } from '@blobscribe/core/log';
import type { Telemetry } from '@blobscribe/core/telemetry';
import type { Hono } from 'hono';
import { createApp } from './app.ts';
import type { ApiEnv, Authenticate } from './auth/caller.ts';
import { createProgressReader } from './batch-progress.ts';
import { createImageFetcher } from './fetch-image/fetch-image.ts';
import { createPromptFinder } from './find-prompt.ts';
import { createIdempotency } from './idempotency.ts';
import { createUploadUrlIssuer } from './issue-upload-url.ts';
import { createImageKeeper } from './keep-image.ts';
import { createInFlight } from './limits/in-flight.ts';
import { createQuotas } from './limits/quotas.ts';
import { createPromptLister } from './list-prompts.ts';
import { createUploadLook } from './look-at-upload.ts';
import { pagesOnDemand } from './pages/pages-on-demand.ts';
import type { Config } from './read-config.ts';
import { createReplayedStatus } from './replay.ts';
import { createRequestStore } from './request-store.ts';
import { batchEventRoutes } from './routes/batch-events.ts';
import { batchExportRoutes } from './routes/batch-export.ts';
import { batchRoutes } from './routes/batches.ts';
import { healthRoutes } from './routes/health.ts';
import { imageRoutes } from './routes/images.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { promptListRoutes } from './routes/prompt-list.ts';
import { promptRoutes } from './routes/prompts.ts';
import { uploadRoutes } from './routes/uploads.ts';

/** What the vision services take, and what a request can carry before the ingress cuts it at 240 s. */
const MAX_BODY_BYTES = 20 * 1024 * 1024;
/** Each holds a block or two of 4 MiB. */
const IMAGES_IN_FLIGHT = { perTenant: 8, total: 32 };
/** Each looks at its batch once a second, together with all others of that batch. */
const STREAMS_IN_FLIGHT = { perTenant: 16, total: 256 };

export type ApiDependencies = {
  readonly config: Config;
  readonly storage: BlobServiceClient;
  readonly authenticate: Authenticate;
  readonly telemetry: Telemetry;
  readonly log: Log;
  readonly now: () => number;
};

/** The whole API over one storage account, wired. */
export function createApi(dependencies: ApiDependencies): Hono<ApiEnv> {
  const { config, storage, authenticate, telemetry, log, now } = dependencies;
  const isOpen = config.AUTH === 'none';
  const publicEndpoint = config.STORAGE_PUBLIC_ENDPOINT ?? storage.url;
  const requests = createRequestStore(storage);
  const look = createUploadLook(storage, requests);
  const findPrompt = createPromptFinder(look);
  const replayedStatus = createReplayedStatus(storage, findPrompt);
  const idempotency = createIdempotency(storage, now);
  const issueUploadUrl = createUploadUrlIssuer(storage, publicEndpoint, now);
  const readProgress = createProgressReader(storage);
  const prompts = createPromptLister(storage);
  const quotas = createQuotas(isOpen ? undefined : quotaLimits(config));
  const maxBytes = Math.min(MAX_BODY_BYTES, config.MAX_IMAGE_BYTES);
  const asking = { requests, idempotency, issueUploadUrl, quotas, telemetry, log };
  const announced = { maxImageBytes: config.MAX_IMAGE_BYTES };
  return createApp({
    origins: [...(isOpen ? loopbackOrigins(config.PORT) : []), ...config.ALLOWED_ORIGINS],
    ownHosts: isOpen ? loopbackHosts(config.PORT) : undefined,
    authenticate,
    quotas,
    calls: [
      uploadRoutes({ ...asking, ...announced, findPrompt, replayedStatus }),
      imageRoutes({
        ...asking,
        storage,
        keeper: createImageKeeper({ idempotency, replayedStatus, requests }),
        fetchImage: createImageFetcher({ maxBytes, allowLoopback: config.FETCH_PRIVATE }),
        inFlight: createInFlight(IMAGES_IN_FLIGHT),
        maxBytes,
      }),
      promptListRoutes({ prompts, requests }),
      promptRoutes({ storage, findPrompt, forget: look.forget, log }),
      batchRoutes({ ...asking, ...announced, readProgress }),
      batchEventRoutes({
        requests,
        readProgress,
        inFlight: createInFlight(STREAMS_IN_FLIGHT),
        log,
      }),
      batchExportRoutes({ requests, readProgress, prompts, log }),
    ],
    health: healthRoutes(storage, log),
    pages: [openApiRoutes(), pagesOnDemand({ storageOrigin: new URL(publicEndpoint).origin })],
    log,
  });
}

function quotaLimits(config: Config) {
  return {
    requests: config.REQUESTS_PER_MINUTE,
    'open-uploads': config.OPEN_UPLOADS,
    images: config.IMAGES_PER_DAY,
  };
}
