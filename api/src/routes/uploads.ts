import type { Log } from '@blobscribe/core/log';
import type { RequestRecord } from '@blobscribe/core/request-record';
import type { Telemetry } from '@blobscribe/core/telemetry';
import { Hono } from 'hono';
import type { ApiEnv } from '../auth/caller.ts';
import { checkAnnounced } from '../check-announced.ts';
import { idempotencyHeader } from '../contract/inputs.ts';
import { createUpload, renewUpload, uploadBody } from '../contract/uploads.ts';
import type { PromptFinder } from '../find-prompt.ts';
import type { Idempotency } from '../idempotency.ts';
import type { UploadUrlIssuer } from '../issue-upload-url.ts';
import type { Quotas } from '../limits/quotas.ts';
import { Problem } from '../problem.ts';
import { readHeaders, readJson } from '../read-input.ts';
import type { ReplayedStatus } from '../replay.ts';
import type { RequestStore } from '../request-store.ts';
import { uploadTarget } from '../upload-target.ts';
import { mount } from './mount.ts';
import { promptNotFound, uploadOf } from './upload-of.ts';

export type UploadRoutes = {
  readonly requests: RequestStore;
  readonly idempotency: Idempotency;
  readonly findPrompt: PromptFinder;
  readonly replayedStatus: ReplayedStatus;
  readonly issueUploadUrl: UploadUrlIssuer;
  readonly quotas: Quotas;
  readonly maxImageBytes: number;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

/** URLs that one image can be PUT to: what is asked is written down before one is given away. */
export function uploadRoutes(dependencies: UploadRoutes): Hono<ApiEnv> {
  const { requests, idempotency, findPrompt, replayedStatus, issueUploadUrl, quotas } =
    dependencies;
  const app = new Hono<ApiEnv>();

  mount(app, createUpload, async (context) => {
    const { tenant } = context.get('caller');
    const { 'idempotency-key': key } = readHeaders(context, idempotencyHeader);
    const wanted = await readJson(context, uploadBody);
    checkAnnounced(wanted, dependencies.maxImageBytes);
    await quotas.spend(tenant, 'open-uploads', 1);
    await quotas.spend(tenant, 'images', 1);

    const sending = { tenant, route: 'POST /v1/uploads', key };
    const { id, isReplay } = await idempotency.claim(sending, wanted);
    const upload = uploadOf(tenant, id);
    const status = isReplay ? await replayedStatus(upload, context.req.raw.signal) : undefined;
    const traceparent = dependencies.telemetry.traceparent(context.req.header('traceparent'));
    const createdAt = new Date().toISOString();
    const record: RequestRecord = { version: 1, id, createdAt, traceparent, ...wanted };
    const [url] = await Promise.all([issueUploadUrl(upload.name), requests.write(record, tenant)]);
    dependencies.log.info('upload-issued', { id, traceparent });
    context.header('location', `/v1/prompts/${id}`);
    const target = uploadTarget(url, wanted.contentType);
    return context.json({ id, upload: target, status: status ?? 'awaiting-upload' }, 201);
  });

  mount(app, renewUpload, async (context) => {
    const { tenant } = context.get('caller');
    const upload = uploadOf(tenant, context.req.param('id'));
    const found = await findPrompt(upload, 0, context.req.raw);
    if (!found) throw promptNotFound();
    if (found.status !== 'awaiting-upload') {
      throw new Problem('conflict', 'The image has arrived: there is nothing left to upload.');
    }
    await quotas.spend(tenant, 'open-uploads', 1);
    const [request] = await Promise.all([
      requests.read(upload),
      requests.renew(upload, new Date()),
    ]);
    const target = uploadTarget(await issueUploadUrl(upload.name), request?.contentType);
    return context.json({ id: upload.id, upload: target, status: found.status });
  });

  return app;
}
