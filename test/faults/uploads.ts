import { createHash } from 'node:crypto';
import type { BlobServiceClient } from '@azure/storage-blob';
import { bareEtag } from '../../core/src/read-blob.ts';
import { uuidV7 } from '../../core/src/uuid.ts';
import { numberedJpeg } from './numbered-jpeg.ts';

/** An upload that storage accepted. */
export type Accepted = {
  readonly name: string;
  readonly etag: string;
  readonly sha256: string;
  /** `succeeded`, or the failure code that it must end with. */
  readonly end: string;
};

const AT_ONCE = 16;

/** Stores `count` images, half as drops and half as uploads of the API, numbered from `first`. */
export async function storeImages(
  storage: BlobServiceClient,
  count: number,
  first: number,
): Promise<Accepted[]> {
  const container = storage.getContainerClient('uploads');
  const accepted: Accepted[] = [];
  const numbers = Array.from({ length: count }, (_, index) => first + index);
  while (numbers.length > 0) {
    const stored = numbers.splice(0, AT_ONCE).map(async (number) => {
      const file = await numberedJpeg(number);
      const name = nameOf(number);
      const { etag } = await container.getBlockBlobClient(name).upload(file, file.length);
      return acceptedBlob(name, etag, file, 'succeeded');
    });
    accepted.push(...(await Promise.all(stored)));
  }
  return accepted;
}

/** What is to be known of a blob that was just written. */
export function acceptedBlob(
  name: string,
  etag: string | undefined,
  file: Buffer,
  end: string,
): Accepted {
  const sha256 = createHash('sha256').update(file).digest('hex');
  return { name, etag: bareEtag(etag), sha256, end };
}

function nameOf(number: number): string {
  return number % 2 === 0 ? `drop/faults/${number}.jpg` : `bench/${uuidV7()}`;
}
