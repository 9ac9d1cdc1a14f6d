import { setTimeout as sleep } from 'node:timers/promises';
import {
  BlobSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  type UserDelegationKey,
} from '@azure/storage-blob';
import { createDelegationKeyCache } from '../../api/src/delegation-key.ts';
import { signWithDelegationKey } from '../../api/src/sign-upload.ts';
import { uuidV7 } from '../../core/src/uuid.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { judge } from '../harness/row.ts';

const SIGNATURES = 20_000;
const MICROSECONDS = 1_000;
const AT_ONCE = 1_000;
const KEY_MS = 20;
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

/** Signatures with a user-delegation key, as in Azure; the storage client makes the same of them. */
export const sasSigner: Benchmark = {
  name: 'sas-signer',
  guards: true,
  async run({ rounds }) {
    const sign = signWithDelegationKey(ACCOUNT, DELEGATION);
    const found = await interleave(rounds, {
      ours: () => each((name) => sign(name, EXPIRY, 'https')),
      client: () =>
        each((name) =>
          generateBlobSASQueryParameters(valuesOf(name), DELEGATION, ACCOUNT).toString(),
        ),
    });
    return [
      judge({
        name: 'upload signatures beside the storage client',
        unit: 'µs',
        ours: found.ours,
        reference: found.client,
        ratio: 'speedup',
        target: { atLeast: 5 },
      }),
      judge({
        name: 'delegation keys for 1,000 upload URLs at once beside one each',
        unit: 'calls',
        ours: await keyCalls(),
        reference: AT_ONCE,
        ratio: 'share',
        target: { atMost: 1 / AT_ONCE },
      }),
    ];
  },
};

/** How often the account is asked for its key when many want it at once. */
async function keyCalls(): Promise<number> {
  let calls = 0;
  const delegationKey = createDelegationKeyCache(async () => {
    calls += 1;
    await sleep(KEY_MS);
    return DELEGATION;
  }, Date.now);
  await Promise.all(Array.from({ length: AT_ONCE }, delegationKey));
  return calls;
}

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
