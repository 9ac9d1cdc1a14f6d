import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, requestName, uploadOfId } from '@blobscribe/core/blob-names';
import type { Log } from '@blobscribe/core/log';
import { optionsSchema } from '@blobscribe/core/options';
import { fileNameSchema, type RequestRecord } from '@blobscribe/core/request-record';
import type { Telemetry } from '@blobscribe/core/telemetry';
import { uuidV7 } from '@blobscribe/core/uuid';
import { Hono } from 'hono';
import { z } from 'zod';
import type { UploadUrl } from '../issue-upload-url.ts';
import { Problem } from '../problem.ts';
import { readJson } from '../read-input.ts';

const uploadSchema = z.strictObject({
  fileName: fileNameSchema.optional(),
  contentType: z.string().min(1).max(255).optional(),
  size: z.int().min(0).optional(),
  options: optionsSchema.optional(),
});

export type UploadRoutes = {
  readonly tenant: string;
  readonly storage: BlobServiceClient;
  readonly issueUploadUrl: (uploadName: string) => Promise<UploadUrl>;
  readonly maxImageBytes: number;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

/** `POST /v1/uploads`: writes down what is asked, then gives a URL that one image can be PUT to. */
export function uploadRoutes(dependencies: UploadRoutes): Hono {
  const { tenant, storage, issueUploadUrl, maxImageBytes, telemetry, log } = dependencies;
  const requests = storage.getContainerClient(CONTAINERS.requests);

  return new Hono().post('/', async (context) => {
    const wanted = await readJson(context, uploadSchema);
    checkAnnounced(wanted, maxImageBytes);
    const id = uuidV7();
    const upload = uploadOfId(tenant, id);
    const request = upload && requestName(upload);
    if (!upload || !request) throw new Error(`no upload has the id ${id}`);
    const record: RequestRecord = {
      version: 1,
      id,
      createdAt: new Date().toISOString(),
      traceparent: telemetry.traceparent(context.req.header('traceparent')),
      ...wanted,
    };
    const [{ url, expiresAt }] = await Promise.all([
      issueUploadUrl(upload.name),
      writeRequest(request, record),
    ]);
    log.info('upload-issued', { id, traceparent: record.traceparent });
    context.header('location', `/v1/prompts/${id}`);
    const headers = {
      'x-ms-blob-type': 'BlockBlob',
      ...(wanted.contentType ? { 'content-type': wanted.contentType } : {}),
    };
    const put = { method: 'PUT', url, headers, expiresAt: expiresAt.toISOString() };
    return context.json({ id, upload: put, status: 'awaiting-upload' }, 201);
  });

  async function writeRequest(name: string, record: RequestRecord): Promise<void> {
    const body = JSON.stringify(record);
    await requests.getBlockBlobClient(name).upload(body, Buffer.byteLength(body), {
      blobHTTPHeaders: { blobContentType: 'application/json' },
      conditions: { ifNoneMatch: '*' },
    });
  }
}

function checkAnnounced(
  { contentType, size }: z.infer<typeof uploadSchema>,
  maxImageBytes: number,
): void {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase() ?? 'image/*';
  if (!/^image\/[\w.+*-]+$|^application\/octet-stream$/.test(mediaType)) {
    throw new Problem('unsupported-media-type', 'Only images (image/*) can be described.');
  }
  if (size !== undefined && size > maxImageBytes) {
    throw new Problem('too-large', `An image may have ${maxImageBytes} bytes, this one ${size}.`);
  }
}
