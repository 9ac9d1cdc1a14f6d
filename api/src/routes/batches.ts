import type { Log } from '@blobscribe/core/log';
import type { BatchRecord } from '@blobscribe/core/request-record';
import type { Telemetry } from '@blobscribe/core/telemetry';
import { Hono } from 'hono';
import type { ApiEnv } from '../auth/caller.ts';
import type { ProgressReader } from '../batch-progress.ts';
import { checkAnnounced } from '../check-announced.ts';
import { batchBody, batchQuery, createBatch, getBatch } from '../contract/batches.ts';
import { idempotencyHeader } from '../contract/inputs.ts';
import type { Idempotency } from '../idempotency.ts';
import type { UploadUrlIssuer } from '../issue-upload-url.ts';
import type { Quotas } from '../limits/quotas.ts';
import { readHeaders, readJson, readQuery } from '../read-input.ts';
import type { RequestStore } from '../request-store.ts';
import { uploadTarget } from '../upload-target.ts';
import { findBatch } from './find-batch.ts';
import { mount } from './mount.ts';
import { uploadOf } from './upload-of.ts';

export type BatchRoutes = {
  readonly requests: RequestStore;
  readonly idempotency: Idempotency;
  readonly readProgress: ProgressReader;
  readonly issueUploadUrl: UploadUrlIssuer;
  readonly quotas: Quotas;
  readonly maxImageBytes: number;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

/** Up to 1,000 images by one call: a URL for each, and how far they are. */
export function batchRoutes(dependencies: BatchRoutes): Hono<ApiEnv> {
  const { requests, idempotency, readProgress, issueUploadUrl, quotas } = dependencies;
  const app = new Hono<ApiEnv>();

  mount(app, createBatch, async (context) => {
    const { tenant } = context.get('caller');
    const { 'idempotency-key': key } = readHeaders(context, idempotencyHeader);
    const wanted = await readJson(context, batchBody);
    for (const file of wanted.files) checkAnnounced(file, dependencies.maxImageBytes);
    await quotas.spend(tenant, 'open-uploads', wanted.files.length);
    await quotas.spend(tenant, 'images', wanted.files.length);

    const sending = { tenant, route: 'POST /v1/batches', key };
    const { id } = await idempotency.claim(sending, wanted);
    const traceparent = dependencies.telemetry.traceparent(context.req.header('traceparent'));
    const createdAt = new Date().toISOString();
    const { files, ...rest } = wanted;
    const batch: BatchRecord = { version: 1, id, createdAt, traceparent, items: files, ...rest };
    const [items] = await Promise.all([issueAll(tenant, batch), requests.write(batch, tenant)]);
    dependencies.log.info('batch-issued', { id, images: files.length, traceparent });
    context.header('location', `/v1/batches/${id}`);
    return context.json({ id, items }, 201);
  });

  mount(app, getBatch, async (context) => {
    const { items: wantsItems } = readQuery(context, batchQuery);
    const { tenant } = context.get('caller');
    const batch = await findBatch(requests, tenant, context.req.param('id'));
    const { id, total, counts, items } = await readProgress(tenant, batch);
    const named = items.map(({ index: _, ...item }) => item);
    context.header('cache-control', 'no-store');
    return context.json({ id, total, counts, ...(wantsItems === 'true' ? { items: named } : {}) });
  });

  function issueAll(tenant: string, { id, items }: BatchRecord) {
    return Promise.all(
      items.map(async ({ name, contentType }, index) => {
        const upload = uploadOf(tenant, `${id}.${index}`);
        const url = await issueUploadUrl(upload.name);
        return { id: upload.id, name, upload: uploadTarget(url, contentType) };
      }),
    );
  }

  return app;
}
