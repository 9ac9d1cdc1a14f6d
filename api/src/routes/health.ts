import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS } from '@blobscribe/core/blob-names';
import { withDeadline } from '@blobscribe/core/deadline';
import type { Log } from '@blobscribe/core/log';
import { Hono } from 'hono';
import type { ApiEnv } from '../auth/caller.ts';
import { healthz, readyz } from '../contract/health.ts';
import { Problem } from '../problem.ts';
import { mount } from './mount.ts';

/** A probe waits no longer than this, and neither does a person. */
const READY_DEADLINE_MS = 3_000;

/** `/healthz`: the process answers. `/readyz`: the storage does too. */
export function healthRoutes(storage: BlobServiceClient, log: Log): Hono<ApiEnv> {
  const prompts = storage.getContainerClient(CONTAINERS.prompts);
  const app = new Hono<ApiEnv>();

  mount(app, healthz, (context) => context.json({ status: 'ok' }));

  mount(app, readyz, async (context) => {
    try {
      await withDeadline('asking the storage', READY_DEADLINE_MS, (abortSignal) =>
        prompts.getProperties({ abortSignal }),
      );
    } catch (error) {
      log.warn('storage-unavailable', { error });
      throw new Problem('storage-unavailable', 'Try again in a few seconds.');
    }
    return context.json({ status: 'ready' });
  });

  return app;
}
