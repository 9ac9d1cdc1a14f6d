import { availableParallelism } from 'node:os';
import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import { connectServiceBus, connectStorage } from '@blobscribe/core/azure-clients';
import { withDeadline } from '@blobscribe/core/deadline';
import { createLog } from '@blobscribe/core/log';
import { observe } from '@blobscribe/core/observe';
import { SettingsError } from '@blobscribe/core/settings';
import { createAnalysisCache } from './analysis-cache.ts';
import { CLOSE_CONNECTION_MS, CONNECT_MS, GRACE_MS } from './deadlines.ts';
import { createDecoderPool } from './decode/decoder-pool.ts';
import { drain } from './drain.ts';
import { armFailPoint } from './fail-point.ts';
import { createMessageHandler } from './handle-message.ts';
import { createLook } from './look.ts';
import { type Config, readConfig } from './read-config.ts';
import { createSettler, firstSeenOf } from './settle.ts';
import { chooseVision } from './vision/choose-vision.ts';
import { createQuota } from './vision/pace/quota.ts';
import { createRollCall } from './vision/pace/roll-call.ts';
import type { VisionUnavailable } from './vision/vision.ts';

/** Locks are renewed by drain. */
const NO_RENEWAL = { maxAutoLockRenewalDurationInMs: 0 };
/** The queue's maxDeliveryCount, in the Bicep and on the laptop. */
const MAX_DELIVERIES = 10;
/** After so long, trouble is not passing any more. */
const GIVE_UP_MS = 24 * 3_600_000;

/** Drains the queue; returns the exit status, 1 if the vision service would take no image. */
async function main(config: Config): Promise<number> {
  const { log, telemetry } = await observe(config, 'blobscribe-job');
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());

  const storage = await withDeadline('starting', CONNECT_MS, () => connectStorage(config));
  const rollCall = createRollCall(storage);
  const quota = createQuota({ perSecond: config.VISION_TPS, rollCall, log });
  const [serviceBus, vision] = await withDeadline('starting', CONNECT_MS, () =>
    Promise.all([connectServiceBus(config), chooseVision(config, quota, log)]),
  );
  const receiver = serviceBus.createReceiver(config.QUEUE_NAME, NO_RENEWAL);
  const settle = createSettler(receiver, serviceBus.createSender(config.QUEUE_NAME), log);
  let unavailable: VisionUnavailable | undefined;
  const size = Math.min(availableParallelism(), config.CONCURRENCY);
  const decoders = createDecoderPool({ size, log });
  const handle = createMessageHandler({
    storage,
    eyes: {
      inspect: decoders.inspect,
      look: createLook(vision, createAnalysisCache(storage, log)),
      wantJpeg: vision !== undefined,
    },
    onUnavailable: (error) => {
      log.error('vision-unavailable', { error });
      unavailable = error;
      stop.abort();
    },
    maxImageBytes: config.MAX_IMAGE_BYTES,
    telemetry,
    log,
  });
  log.info('execution-started', { queue: config.QUEUE_NAME, concurrency: config.CONCURRENCY });
  const handled = await drain({
    receiver,
    lockMs: config.LOCK_SECONDS * 1000,
    concurrency: config.CONCURRENCY,
    lingerMs: config.LINGER_SECONDS * 1000,
    runMs: config.RUN_SECONDS * 1000,
    stop: stop.signal,
    graceMs: GRACE_MS,
    log,
    work: async (message, cut) => {
      const { body, messageId } = message;
      const delivery = { body, messageId: String(messageId), isLast: isLastTry(message) };
      const outcome = await handle(delivery, cut);
      // At once is too early where a person must mend something first.
      await settle(message, outcome, cut.aborted && !unavailable);
    },
  });
  await decoders.close();
  await withDeadline('closing the connection', CLOSE_CONNECTION_MS, () =>
    Promise.all([serviceBus.close(), quota.close()]),
  ).catch((error) => log.warn('close-failed', { error }));
  log.info('execution-ended', { handled });
  await telemetry.close();
  return unavailable ? 1 : 0;
}

function isLastTry(message: ServiceBusReceivedMessage): boolean {
  const { deliveryCount = 0 } = message;
  const age = Date.now() - firstSeenOf(message).getTime();
  return deliveryCount + 1 >= MAX_DELIVERIES || age > GIVE_UP_MS;
}

armFailPoint(process.env.FAILPOINT);
try {
  process.exit(await main(readConfig(process.env)));
} catch (error) {
  if (error instanceof SettingsError) process.stderr.write(`${error.message}\n`);
  else createLog().error('execution-failed', { error });
  process.exit(error instanceof SettingsError ? 2 : 1);
}
