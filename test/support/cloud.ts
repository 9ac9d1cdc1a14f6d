import { randomUUID } from 'node:crypto';
import { ServiceBusClient } from '@azure/service-bus';
import { createApiKey, formatApiKeyEntry, hashApiKey } from '../../core/src/api-key.ts';
import { blobCreatedEvent } from '../../core/src/blob-created-event.ts';
import { type Broker, startBroker } from '../../local/src/service-bus/broker.ts';
import { type AzuriteFixture, azuriteFixture } from './azurite.ts';
import { trustedCertificate } from './certificate.ts';
import { identitiesOf, lastOf, ROLE_ASSIGNMENTS, resourceOf, type Service } from './deployment.ts';
import { environmentOf } from './environment.ts';
import { createGates } from './gates.ts';
import { type GuardedStorage, guardedStorage } from './guarded-storage.ts';
import { type IdentityEndpoint, identityEndpoint } from './identity.ts';
import { type Ingestion, ingestionEndpoint } from './ingestion.ts';
import { type KeyVault, keyVault } from './key-vault.ts';
import { queueLengths, SERVICE_BUS } from './queue-lengths.ts';
import { createRoles, type Roles } from './roles.ts';
import { identityNamed, mintToken } from './tokens.ts';
import { startVisionService, type VisionService } from './vision-service.ts';

/** The client has no other port for a namespace that is reached with an identity. */
export const AMQPS_PORT = 5671;

export type Cloud = {
  /** An API key that the vault knows. */
  readonly apiKey: string;
  readonly roles: Roles;
  readonly azurite: AzuriteFixture;
  readonly storage: GuardedStorage;
  readonly vault: KeyVault;
  readonly vision: VisionService;
  readonly ingestion: Ingestion;
  readonly broker: Broker;
  readonly identities: Readonly<Record<Service, IdentityEndpoint>>;
  /** What the process of a service finds in its environment, on Container Apps. */
  environment(service: Service): Record<string, string>;
  /** Tells the queue of an image as Event Grid's topic does, as itself. */
  tell(name: string, etag: string): Promise<void>;
  /** The messages of the queue, as the scaler of the job reads their number; or the status of a refusal. */
  queueLength(): Promise<number>;
  close(): Promise<void>;
};

export type CloudOptions = {
  /** Without it nothing needs the port. */ readonly hasBroker?: boolean;
};

/**
 * All of Azure that api, job and sweeper need, on loopback and with no key to anything: who may do what
 * is in the Bicep's role assignments alone, and each stand-in asks them.
 */
export async function startCloud({ hasBroker = true }: CloudOptions = {}): Promise<Cloud> {
  const certificate = await trustedCertificate();
  const { certificateFile, keyFile } = certificate;
  const roles = createRoles(ROLE_ASSIGNMENTS);
  const gates = createGates(roles);
  const apiKey = createApiKey();
  const entry = formatApiKeyEntry({ tenant: 'local', sha256: hashApiKey(apiKey) });
  const azurite = await azuriteFixture({ certificate: certificateFile, key: keyFile });
  const storage = await guardedStorage(certificate, azurite.port, gates.storage);
  const vault = await keyVault(certificate, { 'api-keys': entry }, gates.vault);
  const vision = await startVisionService({ admit: gates.vision, tls: certificate });
  const ingestion = await ingestionEndpoint(certificate, gates.telemetry);
  const queue = lastOf(resourceOf('Microsoft.ServiceBus/namespaces/queues').name);
  const broker = await startBroker({
    port: hasBroker ? AMQPS_PORT : 0,
    queues: [{ name: queue }],
    tls: { cert: certificate.certificate, key: certificate.key },
    authorise: gates.queue,
  });
  const lengths = await queueLengths(certificate, broker.activeCount, gates.queueLength);
  const identities = {
    api: await endpointOf('api'),
    job: await endpointOf('job'),
    sweeper: await endpointOf('sweeper'),
  };
  const places = {
    clientIdOf: (name: string) => identityNamed(name).clientId,
    storage: storage.endpoint,
    vault: `${vault.url}/`,
    vision: `${vision.endpoint}/`,
    telemetry: ingestion.connectionString,
  };

  return {
    ...{ apiKey, roles, azurite, storage, vault, vision, ingestion, broker, identities },
    environment(service) {
      const { IDENTITY_ENDPOINT = '', IDENTITY_HEADER = '' } = identities[service].environment;
      return {
        ...environmentOf(service, places),
        // Container Apps' own, and what the image and the machine bring.
        ...{ IDENTITY_ENDPOINT, IDENTITY_HEADER },
        ...{ PATH: process.env.PATH ?? '', NODE_EXTRA_CA_CERTS: certificateFile },
      };
    },
    async tell(name, etag) {
      const client = new ServiceBusClient('localhost', credentialOf(gates.topic));
      const about = { api: 'PutBlob', contentLength: 1, contentType: '', blobType: 'BlockBlob' };
      const blob = { ...about, name, etag, endpoint: storage.endpoint, source: '/test' };
      const body = blobCreatedEvent(blob, randomUUID(), new Date());
      try {
        await client.createSender(queue).sendMessages({ body, messageId: body.id });
      } finally {
        await client.close();
      }
    },
    async queueLength() {
      const token = mintToken(identityNamed(gates.scaler), SERVICE_BUS);
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${lengths.url}/${queue}`, { headers });
      const [, count] = /<ActiveMessageCount>(\d+)</.exec(await answer.text()) ?? [];
      if (count === undefined) throw new Error(`the scaler got ${answer.status}`);
      return Number(count);
    },
    async close() {
      await lengths.close();
      await broker.close();
      for (const endpoint of Object.values(identities)) await endpoint.close();
      for (const service of [ingestion, vision, vault, storage]) await service.close();
      await azurite.stop();
      await certificate.remove();
    },
  };
}

async function endpointOf(service: Service): Promise<IdentityEndpoint> {
  const [first, ...rest] = identitiesOf(service).map(identityNamed);
  if (!first) throw new Error(`the Bicep gives ${service} no identity`);
  return identityEndpoint([first, ...rest]);
}

function credentialOf(name: string) {
  const token = mintToken(identityNamed(name), `${SERVICE_BUS}/`);
  return { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
}
