import { createHash } from 'node:crypto';
import { promptName } from '../../core/src/blob-names.ts';
import { promptDocumentSchema } from '../../core/src/prompt-document.ts';
import { bareEtag, readBlob } from '../../core/src/read-blob.ts';
import type { FaultBench } from './bench.ts';
import type { Accepted } from './uploads.ts';

/** The records as they are listed: their ETag by name. */
export type Listing = ReadonlyMap<string, string>;

export async function listRecords({ storage }: FaultBench): Promise<Listing> {
  const listing = new Map<string, string>();
  for await (const { name, properties } of storage.getContainerClient('prompts').listBlobsFlat()) {
    listing.set(name, bareEtag(properties.etag));
  }
  return listing;
}

export type Findings = {
  readonly lost: number;
  readonly doubled: number;
  /** Records that should not be, or say something else than they should. */
  readonly wrong: readonly string[];
};

/**
 * Holds the records against the uploads: each has one, of its own file and with the end that it must
 * have; none was written twice or has changed since `before`; and none is of no upload.
 */
export async function examine(bench: FaultBench, before: Listing): Promise<Findings> {
  const { accepted, ledger } = bench;
  const now = await listRecords(bench);
  const expected = new Set(accepted.map(({ name }) => promptName(name)));
  const strays = [...now.keys()].filter((name) => !expected.has(name));
  const changed = [...before].filter(([name, etag]) => now.get(name) !== etag);
  const written = ledger.writes.filter(({ isWritten }) => isWritten);
  const found = accepted.filter(({ name }) => now.has(promptName(name)));
  const faults = await Promise.all(found.map((upload) => faultOf(bench, upload)));
  return {
    lost: accepted.length - found.length,
    doubled: changed.length + written.length - new Set(written.map(({ name }) => name)).size,
    wrong: [
      ...strays.map((name) => `${name} is the record of no upload`),
      ...changed.map(([name]) => `${name} has changed`),
      ...faults.filter((fault) => fault !== undefined),
    ],
  };
}

async function faultOf({ storage }: FaultBench, upload: Accepted): Promise<string | undefined> {
  const name = promptName(upload.name);
  const stored = await readBlob(storage.getContainerClient('prompts').getBlobClient(name));
  const document = promptDocumentSchema.parse(JSON.parse(stored?.body.toString() ?? 'null'));
  const end = document.status === 'failed' ? document.error.code : document.status;
  if (end !== upload.end) return `${name} says ${end}, not ${upload.end}`;
  const { sha256 } = document.source;
  const isOther = document.status === 'succeeded' && sha256 !== upload.sha256;
  return isOther ? `${name} is of other bytes than were uploaded` : undefined;
}

/** The calls that reached the vision service beyond one for each image that it was shown. */
export function extraVisionCalls({ vision }: FaultBench): number {
  const hash = (body: Buffer) => createHash('sha256').update(body).digest('hex');
  return vision.requests.length - new Set(vision.requests.map(({ body }) => hash(body))).size;
}
