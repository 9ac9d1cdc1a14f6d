import { randomUUID } from 'node:crypto';
import {
  BlobSASPermissions,
  BlobServiceClient,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import express from 'express';
import { serveReference } from './reference.ts';

const QUARTER_HOUR_MS = 900_000;

export type ExpressUpload = { readonly storage: string; readonly writesRecord: boolean };

/** Express and the storage client, both as their documentation has them: the record, then the SAS. */
serveReference<ExpressUpload>(({ storage, writesRecord }, ready) => {
  const client = BlobServiceClient.fromConnectionString(storage);
  const { credential } = client;
  if (!(credential instanceof StorageSharedKeyCredential)) throw new Error('a shared key signs');
  const requests = client.getContainerClient('requests');
  const app = express();
  app.use(express.json());
  app.post('/v1/uploads', async (request, response) => {
    const id = randomUUID();
    const record = JSON.stringify({ version: 1, id, createdAt: new Date(), ...request.body });
    if (writesRecord) {
      await requests
        .getBlockBlobClient(`local/${id}.json`)
        .upload(record, Buffer.byteLength(record), {
          blobHTTPHeaders: { blobContentType: 'application/json' },
          conditions: { ifNoneMatch: '*' },
        });
    }
    const expiresOn = new Date(Date.now() + QUARTER_HOUR_MS);
    const query = generateBlobSASQueryParameters(
      {
        containerName: 'uploads',
        blobName: `local/${id}`,
        permissions: BlobSASPermissions.parse('c'),
        protocol: SASProtocol.HttpsAndHttp,
        expiresOn,
      },
      credential,
    );
    const url = `${client.url}uploads/local/${id}?${query}`;
    response.status(201).json({
      id,
      upload: { method: 'PUT', url, headers: { 'x-ms-blob-type': 'BlockBlob' }, expiresOn },
      status: 'awaiting-upload',
    });
  });
  return app.listen(0, '127.0.0.1', ready);
});
