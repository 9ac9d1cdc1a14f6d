import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';

export type Certificate = {
  readonly certificate: string;
  readonly key: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  remove(): Promise<void>;
};

/** A throw-away certificate for `localhost` that this process trusts from now on. */
export async function trustedCertificate(): Promise<Certificate> {
  const extensions = [
    { name: 'basicConstraints' as const, cA: true },
    {
      name: 'subjectAltName' as const,
      altNames: [
        { type: 2 as const, value: 'localhost' },
        { type: 7 as const, ip: '127.0.0.1' },
      ],
    },
  ];
  // Of two issuers of one name the first is believed to have signed for both: each has a name of its own.
  const name = [{ name: 'commonName', value: `localhost ${randomUUID()}` }];
  const { cert, private: key } = await generate(name, { extensions });
  setDefaultCACertificates([...getCACertificates(), cert]);
  const folder = await mkdtemp(join(tmpdir(), 'blobscribe-certificate-'));
  const certificateFile = join(folder, 'certificate.pem');
  const keyFile = join(folder, 'key.pem');
  await Promise.all([writeFile(certificateFile, cert), writeFile(keyFile, key)]);
  const remove = () => rm(folder, { recursive: true, force: true });
  return { certificate: cert, key, certificateFile, keyFile, remove };
}
