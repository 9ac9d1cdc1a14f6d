import {
  BlobSASPermissions,
  generateBlobSASQueryParameters,
  type SASProtocol,
  StorageSharedKeyCredential,
  type UserDelegationKey,
} from '@azure/storage-blob';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Protocol, signWithDelegationKey, signWithSharedKey } from './sign-upload.ts';

const ACCOUNT = 'devstoreaccount1';
const times = fc.date({
  min: new Date('2020-01-01'),
  max: new Date('2099-01-01'),
  noInvalidDate: true,
});
const names = fc.string({ unit: 'binary', minLength: 1 });
const protocols = fc.constantFrom<Protocol>('https', 'https,http');
const keys = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => Buffer.from(bytes));
const delegations = fc.record<UserDelegationKey>({
  signedObjectId: fc.uuid(),
  signedTenantId: fc.uuid(),
  signedStartsOn: times,
  signedExpiresOn: times,
  signedService: fc.constant('b'),
  signedVersion: fc.constantFrom('2025-07-05', '2026-10-06'),
  value: keys.map((key) => key.toString('base64')),
});

function valuesOf(blobName: string, expiresOn: Date, protocol: Protocol) {
  return {
    containerName: 'uploads',
    blobName,
    permissions: BlobSASPermissions.parse('c'),
    protocol: protocol as SASProtocol,
    expiresOn,
  };
}

describe('what is signed here is what the storage client signs', () => {
  it('with a shared key', () => {
    fc.assert(
      fc.property(names, times, protocols, keys, (name, expiresOn, protocol, key) => {
        const credential = new StorageSharedKeyCredential(ACCOUNT, key.toString('base64'));
        const own = signWithSharedKey(credential)(name, expiresOn, protocol);
        const values = valuesOf(name, expiresOn, protocol);

        expect(own).toBe(generateBlobSASQueryParameters(values, credential).toString());
      }),
    );
  });

  it('with a user-delegation key', () => {
    fc.assert(
      fc.property(names, times, protocols, delegations, (name, expiresOn, protocol, key) => {
        const own = signWithDelegationKey(ACCOUNT, key)(name, expiresOn, protocol);
        const values = valuesOf(name, expiresOn, protocol);

        expect(own).toBe(generateBlobSASQueryParameters(values, key, ACCOUNT).toString());
      }),
    );
  });
});
