import type { BlobServiceClient } from '@azure/storage-blob';
import { type Broker, startBroker } from '../../local/src/service-bus/broker.ts';
import { azuriteFixture } from '../support/azurite.ts';
import {
  startVisionService,
  type VisionService,
  type VisionServiceOptions,
} from '../support/vision-service.ts';
import { type BrokerProxy, createBrokerProxy } from './broker-proxy.ts';
import { createFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { type Ledger, VISION_DOOR } from './ledger.ts';
import type { Random } from './random.ts';
import { VISION_REPLY } from './vision-reply.ts';

export const QUEUE = 'images';
/** Longer than any scenario: ids are never seen twice but as duplicates. */
const DUPLICATE_WINDOW_SECONDS = 3_600;

export type Services = {
  /** Past the faults. */
  readonly storage: BlobServiceClient;
  readonly connectionStrings: { readonly storage: string; readonly serviceBus: string };
  readonly broker: Broker;
  readonly vision: VisionService;
  /** Of the vision service, as executions reach it. */
  readonly visionEndpoint: string;
  readonly faults: {
    readonly storage: FaultProxy;
    readonly vision: FaultProxy;
    readonly broker: BrokerProxy;
  };
  stop(): Promise<void>;
};

export type ServicesOptions = {
  readonly lockSeconds: number;
  readonly vision: VisionServiceOptions;
  readonly random: Random;
  readonly ledger: Ledger;
};

/** Azurite, the Service Bus stand-in and a vision service, each behind a bad network. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { lockSeconds, random, ledger } = options;
  const { onCall, onDelivery } = ledger;
  const azurite = await azuriteFixture();
  const queue = { name: QUEUE, lockSeconds, duplicateDetectionSeconds: DUPLICATE_WINDOW_SECONDS };
  const broker = await startBroker({ port: 0, queues: [queue] });
  const vision = await startVisionService({ azure: VISION_REPLY, ...options.vision });
  const visionPort = Number(new URL(vision.endpoint).port);
  const faults = {
    storage: createFaultProxy({ targetPort: azurite.port, random: random.fork(), onCall }),
    vision: createFaultProxy({ targetPort: visionPort, random: random.fork(), onCall }),
    broker: createBrokerProxy(broker.port, onDelivery),
  };
  const visionDoor = await faults.vision.open(VISION_DOOR);
  return {
    ...{ broker, vision, faults, storage: azurite.storage },
    connectionStrings: {
      storage: azurite.connectionString,
      serviceBus: broker.connectionString,
    },
    visionEndpoint: `http://127.0.0.1:${visionDoor.port}`,
    async stop() {
      await visionDoor.close();
      faults.storage.close();
      faults.vision.close();
      await vision.close();
      await broker.close();
      await azurite.stop();
    },
  };
}
