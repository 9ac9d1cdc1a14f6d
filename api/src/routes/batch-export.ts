import {
  DATA_SET_FORMATS,
  type DataSetRow,
  exportDataSet,
} from '@blobscribe/core/data-set/export-data-set';
import type { Log } from '@blobscribe/core/log';
import { mapInOrder } from '@blobscribe/core/map-in-order';
import type { BatchRecord } from '@blobscribe/core/request-record';
import { Hono } from 'hono';
import type { ApiEnv } from '../auth/caller.ts';
import type { ProgressReader } from '../batch-progress.ts';
import { exportBatch, exportQuery } from '../contract/batches.ts';
import type { PromptLister } from '../list-prompts.ts';
import { readQuery } from '../read-input.ts';
import type { RequestStore } from '../request-store.ts';
import { streamBody } from '../stream.ts';
import { findBatch } from './find-batch.ts';
import { mount } from './mount.ts';
import { uploadOf } from './upload-of.ts';

/** Records that are read ahead of the one that is written. */
const READS_AHEAD = 16;

export type BatchExportRoutes = {
  readonly requests: RequestStore;
  readonly readProgress: ProgressReader;
  readonly prompts: PromptLister;
  readonly log: Log;
};

/** What is finished of a batch as one file, streamed: never held whole, whatever its size. */
export function batchExportRoutes(dependencies: BatchExportRoutes): Hono<ApiEnv> {
  const { requests, readProgress, prompts, log } = dependencies;
  const app = new Hono<ApiEnv>();

  mount(app, exportBatch, async (context) => {
    const { format, target } = readQuery(context, exportQuery);
    const { tenant } = context.get('caller');
    const batch = await findBatch(requests, tenant, context.req.param('id'));
    const body = streamBody(exportDataSet(rows(tenant, batch), format, target), log);
    const { mediaType, extension } = DATA_SET_FORMATS[format];
    return context.body(body, 200, {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="blobscribe-${batch.id}${extension}"`,
      'cache-control': 'no-store',
    });
  });

  async function* rows(tenant: string, batch: BatchRecord): AsyncGenerator<DataSetRow> {
    const { items } = await readProgress(tenant, batch);
    const ended = items.filter(({ status }) => status === 'succeeded' || status === 'failed');
    const read = async ({ id, name }: (typeof ended)[number]) => {
      const document = await prompts.find(uploadOf(tenant, id).name);
      return document && { id, name, document };
    };
    for await (const row of mapInOrder(ended, READS_AHEAD, read)) if (row) yield row;
  }

  return app;
}
