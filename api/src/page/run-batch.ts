import type { Api, Batch } from './api.ts';
import { followBatch } from './follow-batch.ts';
import type { FileImage } from './gallery.ts';
import { isSettled } from './image-state.ts';
import type { Limits } from './limits.ts';
import { pause } from './pause.ts';
import { showStanding } from './show-standing.ts';
import { uploadImage } from './upload-image.ts';

/** The record is there when it is asked for; this is for a storage that is a moment behind. */
const RECORD_WAIT_SECONDS = 10;

export type BatchRun = {
  readonly api: Api;
  readonly limits: Limits;
  readonly batch: Batch;
  /** In the order of the batch's items. */
  readonly images: readonly FileImage[];
  readonly onFailure: (image: FileImage, error: unknown) => void;
};

/** Uploads the images of a batch and shows each one's words as soon as they are there. */
export async function runBatch({ api, limits, batch, images, onFailure }: BatchRun): Promise<void> {
  const pairs = batch.items.flatMap((item, index) => {
    const image = images[index];
    return image ? [{ item, image }] : [];
  });
  const byId = new Map(pairs.map(({ item, image }) => [item.id, image]));
  const pending = () => pairs.filter(({ image }) => !isSettled(image.state()));
  const reading = new AbortController();
  const asked = new Map<string, Promise<void>>();

  /** Runs what is done for an image; when the last one has its end, nobody reads on. */
  async function settle(image: FileImage, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (image.state().kind !== 'done') onFailure(image, error);
    }
    if (pending().length === 0) reading.abort();
  }

  function askOnce(id: string): Promise<void> {
    const image = byId.get(id);
    const asking = asked.get(id);
    if (asking !== undefined) return asking;
    if (!image) return Promise.resolve();
    const fresh = settle(image, async () =>
      showStanding(image, await limits.documents(() => api.standing(id, RECORD_WAIT_SECONDS))),
    );
    asked.set(id, fresh);
    return fresh;
  }

  const uploads = pairs.map(({ item, image }) =>
    settle(image, () => limits.uploads(() => uploadImage(api, item, image))),
  );
  const following = limits.waits(() =>
    followBatch({
      open: (lastEventId, signal) => api.events(batch.id, lastEventId, signal),
      onItem: (id) => void askOnce(id),
      isWanted: () => pending().length > 0,
      signal: reading.signal,
      pause,
    }),
  );
  await Promise.all([
    ...uploads,
    following.catch((error) => {
      for (const { image } of pending()) onFailure(image, error);
    }),
  ]);
  await Promise.all(pending().map(({ item }) => askOnce(item.id)));
}
