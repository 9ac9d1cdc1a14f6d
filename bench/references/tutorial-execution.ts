/**
 * A job as the tutorials on event-driven Container Apps Jobs describe it: an execution takes one
 * message, does what it asks for, completes it and ends. It looks at the image as simply as can be.
 */
import { ServiceBusClient } from '@azure/service-bus';
import { BlobServiceClient } from '@azure/storage-blob';
import sharp from 'sharp';

const { STORAGE = '', SERVICE_BUS = '', QUEUE = '', VISION = '' } = process.env;
const SIDE = 1024;

const client = new ServiceBusClient(SERVICE_BUS);
const receiver = client.createReceiver(QUEUE);
const [message] = await receiver.receiveMessages(1);
if (message) {
  const storage = BlobServiceClient.fromConnectionString(STORAGE);
  const name = String(message.body.subject).split('/blobs/')[1] ?? '';
  const upload = storage.getContainerClient('uploads').getBlobClient(name);
  const image = await sharp(await upload.downloadToBuffer())
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg()
    .toBuffer();
  const url = `${VISION}/computervision/imageanalysis:analyze?api-version=2024-02-01&features=caption`;
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(image) });
  const result = JSON.stringify(await response.json());
  const record = storage.getContainerClient('prompts').getBlockBlobClient(`${name}.json`);
  await record.upload(result, Buffer.byteLength(result));
  await receiver.completeMessage(message);
}
await client.close();
