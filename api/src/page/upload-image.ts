import type { Api, BatchItem } from './api.ts';
import { deliverFile } from './deliver-file.ts';
import type { FileImage } from './gallery.ts';
import { isSettled } from './image-state.ts';
import { pause } from './pause.ts';
import { putFile } from './put-file.ts';

/** Brings one image of a batch to the storage and shows how far it is. */
export async function uploadImage(api: Api, item: BatchItem, image: FileImage): Promise<void> {
  // Its words may be here before the answer to the upload is.
  const showUnlessSettled = (fraction: number) => {
    if (!isSettled(image.state())) image.show({ kind: 'uploading', fraction });
  };
  showUnlessSettled(0);
  await deliverFile({
    upload: item.upload,
    put: (upload) => putFile(upload, image.file, showUnlessSettled),
    renew: () => api.renewUpload(item.id),
    pause,
    now: Date.now,
  });
  if (!isSettled(image.state())) image.show({ kind: 'waiting' });
}
