import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import {
  ServiceBusClient,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from '@azure/service-bus';
import { BlobServiceClient } from '@azure/storage-blob';
import { createLog } from '@blobscribe/core/log';
import { createSlots } from '@blobscribe/core/slots';
import { startTelemetry } from '@blobscribe/core/telemetry';
import { createAnalysisCache } from '../../job/src/analysis-cache.ts';
import { inspect } from '../../job/src/decode/inspect.ts';
import { drain } from '../../job/src/drain.ts';
import { createMessageHandler } from '../../job/src/handle-message.ts';
import { createLook } from '../../job/src/look.ts';
import { createSettler } from '../../job/src/settle.ts';
import { azureEvidence } from '../../job/src/vision/azure/azure-evidence.ts';
import { readAzureReply } from '../../job/src/vision/azure/read-azure-reply.ts';
import type { Vision } from '../../job/src/vision/vision.ts';
import { VISION_REPLY } from '../../test/faults/vision-reply.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { makePhotograph } from '../harness/photographs.ts';
import { judge } from '../harness/row.ts';
import { nameUploads, storeTemplate, tellOf } from '../stand-ins/images.ts';
import { QUEUE, type Services, startServices } from '../stand-ins/services.ts';

const IMAGES = 400;
const AT_A_TIME = 16;
const LIMIT_MS = 1;
const log = createLog(() => {});

/**
 * What an image costs of the processor in the process that settles messages, less what the same calls of
 * the SDKs cost alone: parsing, rules, rendering, records, log lines. Pixels are another process's work.
 */
export const ownCpu: Benchmark = {
  name: 'own-cpu',
  guards: false,
  async run({ rounds, say }) {
    const services = await startServices();
    const file = await makePhotograph({ width: 640, height: 480 });
    await storeTemplate(services, file);
    const handle = await ourHandler(services, file);
    const calls = sdkCalls(services);
    // The first of each side compiles what the others run.
    for (const work of [() => ours(services, handle), () => sdkAlone(services, calls)])
      await work();
    const measured = await interleave(rounds, {
      ours: () => ours(services, handle),
      sdk: () => sdkAlone(services, calls),
    });
    await services.stop();
    say(`whole: ${measured.ours.toFixed(2)} ms, the SDKs alone: ${measured.sdk.toFixed(2)} ms`);
    return [
      judge({
        name: 'CPU time of an image beyond sharp and the SDKs, beside 1 ms',
        unit: 'ms',
        ours: measured.ours - measured.sdk,
        reference: LIMIT_MS,
        ratio: 'share',
        target: { atMost: 1 },
      }),
    ];
  },
};

type Work = (message: ServiceBusReceivedMessage, receiver: ServiceBusReceiver) => Promise<void>;

async function ourHandler(services: Services, file: Buffer): Promise<Work> {
  const storage = BlobServiceClient.fromConnectionString(services.storage);
  const inspected = await inspect(file, { mediaType: 'image/jpeg', jpeg: true });
  const reply = readAzureReply(JSON.stringify(VISION_REPLY));
  const vision: Vision = {
    provider: 'azure-vision',
    model: 'bench',
    offers: ['caption', 'dense-captions', 'tags', 'objects', 'people', 'text'],
    analyse: async () => ({ evidence: azureEvidence(reply, { neutral: false }) }),
  };
  const cache = createAnalysisCache(storage, log);
  const handle = createMessageHandler({
    storage,
    eyes: {
      inspect: async () => inspected,
      look: createLook({ vision, cache, slots: createSlots(AT_A_TIME) }),
      wantJpeg: true,
    },
    onUnavailable: () => {},
    maxImageBytes: 2 ** 26,
    telemetry: await startTelemetry({}, 'bench', log),
    log,
  });
  return async (message, receiver) => {
    const { body, messageId } = message;
    const delivery = { body, messageId: String(messageId), isLast: false };
    const outcome = await handle(delivery, new AbortController().signal);
    await createSettler(receiver, NO_SENDER, log)(message, outcome, false);
  };
}

/** Nothing is tried again here. */
const NO_SENDER = {} as Parameters<typeof createSettler>[1];

/** CPU milliseconds of an image. */
async function ours(services: Services, work: Work): Promise<number> {
  return cpuOfAll(services, async (receiver, isLast) => {
    const stop = new AbortController();
    await drain({
      receiver,
      lockMs: 60_000,
      concurrency: AT_A_TIME,
      lingerMs: 10_000,
      runMs: 600_000,
      stop: stop.signal,
      graceMs: 1_000,
      log,
      work: async (message) => {
        await work(message, receiver);
        if (isLast()) stop.abort();
      },
    });
  });
}

/** The calls that an image takes, and nothing made of their answers. */
function sdkCalls({ storage }: Services): Work {
  const client = BlobServiceClient.fromConnectionString(storage);
  const [uploads, requests, prompts, cache] = ['uploads', 'requests', 'prompts', 'cache'].map(
    (name) => client.getContainerClient(name),
  );
  if (!uploads || !requests || !prompts || !cache) throw new Error('a container has no client');
  const record = JSON.stringify(VISION_REPLY);
  const absent = () => undefined;
  return async (message, receiver) => {
    const name = String(message.body.subject).split('/blobs/')[1] ?? '';
    await Promise.all([
      requests.getBlobClient(`${name}.json`).download().catch(absent),
      prompts.getBlobClient(`${name}.json`).getProperties().catch(absent),
      requests.getBlobClient(`${name}.deleted`).getProperties().catch(absent),
    ]);
    const { readableStreamBody } = await uploads.getBlobClient(name).download();
    const file = readableStreamBody && (await buffer(readableStreamBody));
    createHash('sha256')
      .update(file ?? '')
      .digest('hex');
    const kept = cache.getBlockBlobClient(`${name}.json`);
    await kept.download().catch(absent);
    await kept.upload('', 0, { conditions: { ifNoneMatch: '*' } });
    const lease = kept.getBlobLeaseClient();
    await lease.acquireLease(15);
    const keeping = kept
      .upload(record, record.length, { conditions: { leaseId: lease.leaseId } })
      .then(() => lease.releaseLease());
    await prompts.getBlockBlobClient(`${name}.json`).upload(record, record.length);
    await requests.getBlobClient(`${name}.deleted`).getProperties().catch(absent);
    await keeping;
    await receiver.completeMessage(message);
  };
}

async function sdkAlone(services: Services, work: Work): Promise<number> {
  return cpuOfAll(services, async (receiver, isLast) => {
    const { promise: all, resolve } = Promise.withResolvers<void>();
    const subscription = receiver.subscribe(
      {
        processMessage: async (message) => {
          await work(message, receiver);
          if (isLast()) resolve();
        },
        processError: async ({ error }) => Promise.reject(error),
      },
      { autoCompleteMessages: false, maxConcurrentCalls: AT_A_TIME },
    );
    await all;
    await subscription.close();
  });
}

async function cpuOfAll(
  services: Services,
  work: (receiver: ServiceBusReceiver, isLast: () => boolean) => Promise<void>,
): Promise<number> {
  await tellOf(services, nameUploads(IMAGES));
  const client = new ServiceBusClient(services.queue);
  const receiver = client.createReceiver(QUEUE, { maxAutoLockRenewalDurationInMs: 0 });
  let done = 0;
  const isLast = () => {
    done += 1;
    return done === IMAGES;
  };
  const before = process.cpuUsage();
  await work(receiver, isLast);
  const { user, system } = process.cpuUsage(before);
  await client.close();
  return (user + system) / 1000 / IMAGES;
}
