import type { BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import { BlobSASPermissions } from '@azure/storage-blob';
import sharp from 'sharp';
import { uuidV7 } from '../../core/src/uuid.ts';
import { numberedJpeg } from './numbered-jpeg.ts';
import { type Accepted, acceptedBlob } from './uploads.ts';

const TEBIBYTE = 2 ** 40;
/** Numbers of images that no scenario gives to its good ones. */
const FIRST_NUMBER = 1_000_000;

type Poison = {
  readonly end: string;
  readonly file?: (number: number) => Promise<Buffer> | Buffer;
  /** How it is written, if not as a block blob with `file` in it; returns its ETag. */
  readonly write?: (container: ContainerClient, name: string) => Promise<string | undefined>;
};

const text = (content: string) => () => Buffer.from(content, 'latin1');
const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080' } });

/** What people and others send that is no image to describe, and what each ends with. */
function poisons(bomb: Buffer): readonly Poison[] {
  return [
    {
      end: 'corrupt-image',
      file: async (number) => {
        const whole = await numberedJpeg(number);
        return whole.subarray(0, whole.length - 200);
      },
    },
    { end: 'unsupported-format', file: text('<svg xmlns="http://www.w3.org/2000/svg"/>') },
    { end: 'unsupported-format', file: text('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj') },
    { end: 'unsupported-format', file: text('\xff\x0a\x00\x10jxl') },
    { end: 'corrupt-image', file: text(`\0\0\0\x18ftypheic\0\0\0\0mif1heic${'x'.repeat(200)}`) },
    { end: 'empty-file', file: text('') },
    { end: 'too-small', file: () => flat(49, 64).jpeg().toBuffer() },
    { end: 'not-an-image', file: text('Dear Sir or Madam, please find attached') },
    { end: 'too-many-pixels', file: () => bomb },
    { end: 'not-a-block-blob', write: writePageBlob },
    { end: 'not-a-block-blob', write: writeAppendBlob },
    { end: 'not-a-block-blob', write: writeCopy },
    // A wrong name and type are no fault: only the content is believed.
    { end: 'succeeded', file: numberedJpeg },
  ];
}

/** Stores `count` uploads, of each kind in turn. */
export async function storePoison(storage: BlobServiceClient, count: number): Promise<Accepted[]> {
  const container = storage.getContainerClient('uploads');
  const bomb = await flat(10_100, 10_000).png().toBuffer();
  const kinds = poisons(bomb);
  const stored = [];
  for (let index = 0; index < count; index += 1) {
    const kind = kinds[index % kinds.length];
    if (kind) stored.push(await store(container, kind, FIRST_NUMBER + index));
  }
  return stored;
}

async function store(
  container: ContainerClient,
  { end, file, write }: Poison,
  number: number,
): Promise<Accepted> {
  const name = `bench/${uuidV7()}`;
  if (write) return acceptedBlob(name, await write(container, name), Buffer.alloc(0), end);
  const content = (await file?.(number)) ?? Buffer.alloc(0);
  const { etag } = await container.getBlockBlobClient(name).upload(content, content.length, {
    blobHTTPHeaders: { blobContentType: 'text/html' },
  });
  return acceptedBlob(name, etag, content, end);
}

async function writePageBlob(container: ContainerClient, name: string) {
  return (await container.getPageBlobClient(name).create(TEBIBYTE)).etag;
}

async function writeAppendBlob(container: ContainerClient, name: string) {
  const blob = container.getAppendBlobClient(name);
  await blob.create();
  return (await blob.appendBlock(await numberedJpeg(FIRST_NUMBER), 100)).etag;
}

/** What the storage fetched by itself, from an address that its client chose. */
async function writeCopy(container: ContainerClient, name: string) {
  const source = container.getBlockBlobClient('drop/copied-from.jpg');
  const file = await numberedJpeg(FIRST_NUMBER);
  await source.upload(file, file.length);
  const permissions = BlobSASPermissions.parse('r');
  const url = await source.generateSasUrl({
    permissions,
    expiresOn: new Date(Date.now() + 60_000),
  });
  const target = container.getBlockBlobClient(name);
  await (await target.beginCopyFromURL(url)).pollUntilDone();
  return (await target.getProperties()).etag;
}
