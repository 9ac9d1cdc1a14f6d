import type { Api, Batch, BatchFile } from './api.ts';
import { ApiError, reasonOf } from './api-error.ts';
import type { FileImage } from './gallery.ts';
import type { Limits } from './limits.ts';
import { runBatch } from './run-batch.ts';

/** As many as the API takes in one call. */
const BATCH_SIZE = 1_000;
/** Answers that may be one file's fault rather than everybody's. */
const REFUSALS = [400, 413, 415, 422];

export type SendFiles = (images: readonly FileImage[]) => Promise<void>;

/** Sends files, many in one batch, straight to the storage, and follows each to its end. */
export function createSendFiles(api: Api, limits: Limits): SendFiles {
  async function sendFiles(images: readonly FileImage[]): Promise<void> {
    for (let at = 0; at < images.length; at += BATCH_SIZE) {
      await sendBatch(images.slice(at, at + BATCH_SIZE));
    }
  }

  async function sendBatch(images: readonly FileImage[]): Promise<void> {
    let batch: Batch;
    try {
      batch = await api.createBatch(images.map(({ name, file }) => describeFile(name, file)));
    } catch (error) {
      await sendParts(images, error);
      return;
    }
    await runBatch({ api, limits, batch, images, onFailure: fail });
  }

  /** One file's fault must not be everyone's: halves, until it stands alone. */
  async function sendParts(images: readonly FileImage[], error: unknown): Promise<void> {
    const isRefused = error instanceof ApiError && REFUSALS.includes(error.status);
    if (!isRefused || images.length === 1) {
      for (const image of images) fail(image, error);
      return;
    }
    const middle = Math.ceil(images.length / 2);
    await Promise.all([sendBatch(images.slice(0, middle)), sendBatch(images.slice(middle))]);
  }

  function fail(image: FileImage, error: unknown): void {
    const again = () => {
      image.show({ kind: 'preparing' });
      void sendFiles([image]);
    };
    image.show({ kind: 'failed', reason: reasonOf(error), again });
  }

  return sendFiles;
}

/** A type that is no image's is left out: what the file is, its bytes tell. */
function describeFile(name: string, { type, size }: File): BatchFile {
  return { name, size, ...(type.startsWith('image/') ? { contentType: type } : {}) };
}
