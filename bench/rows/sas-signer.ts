import {
  BlobSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
  type UserDelegationKey,
} from '@azure/storage-blob';
import { signWithDelegationKey, signWithSharedKey } from '../../api/src/sign-upload.ts';
import { uuidV7 } from '../../core/src/uuid.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { judge } from '../harness/row.ts';

const SIGNATURES = 20_000;
const MICROSECONDS = 1_000;
const ACCOUNT = 'bench';
const VALUE = Buffer.alloc(64, 7).toString('base64');
const EXPIRY = new Date('2027-01-01T00:15:00Z');
const DELEGATION: UserDelegationKey = {
  signedObjectId: '019ac0de-0000-7000-8000-000000000000',
  signedTenantId: '019ac0de-0000-7000-8000-000000000001',
  signedStartsOn: new Date('2027-01-01T00:00:00Z'),
  signedExpiresOn: new Date('2027-01-02T00:00:00Z'),
  signedService: 'b',
  signedVersion: '2026-10-06',
  value: VALUE,
};

/** Signatures of upload URLs by our own signer and by the storage client, which makes the same of them. */
export const sasSigner: Benchmark = {
  name: 'sas-signer',
  guards: true,
  async run({ rounds }) {
    const shared = new StorageSharedKeyCredential(ACCOUNT, VALUE);
    const [withShared, withDelegation] = [
      signWithSharedKey(shared),
      signWithDelegationKey(ACCOUNT, DELEGATION),
    ];
    const found = await interleave(rounds, {
      shared: () => each((name) => withShared(name, EXPIRY, 'https')),
      sharedOfClient: () =>
        each((name) => generateBlobSASQueryParameters(valuesOf(name), shared).toString()),
      delegation: () => each((name) => withDelegation(name, EXPIRY, 'https')),
      delegationOfClient: () =>
        each((name) =>
          generateBlobSASQueryParameters(valuesOf(name), DELEGATION, ACCOUNT).toString(),
        ),
    });
    const common = { unit: 'µs', ratio: 'speedup', target: { atLeast: 5 } } as const;
    return [
      judge({
        ...common,
        name: 'upload signatures with a delegation key beside the storage client',
        ours: found.delegation,
        reference: found.delegationOfClient,
      }),
      judge({
        ...common,
        name: 'upload signatures with a shared key beside the storage client',
        ours: found.shared,
        reference: found.sharedOfClient,
      }),
    ];
  },
};

function valuesOf(blobName: string) {
  return {
    containerName: 'uploads',
    blobName,
    permissions: BlobSASPermissions.parse('c'),
    protocol: SASProtocol.Https,
    expiresOn: EXPIRY,
  };
}

/** What one signature takes, in microseconds. */
async function each(sign: (name: string) => string): Promise<number> {
  const names = Array.from({ length: SIGNATURES }, () => `bench/${uuidV7()}`);
  const startedAt = performance.now();
  for (const name of names) sign(name);
  return ((performance.now() - startedAt) / SIGNATURES) * MICROSECONDS;
}
