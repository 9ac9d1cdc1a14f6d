import { availableParallelism } from 'node:os';
import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import { connectStorage } from '@blobscribe/core/connect-storage';
import { withDeadline } from '@blobscribe/core/deadline';
import type { Observation } from '@blobscribe/core/observe';
import { createSlots } from '@blobscribe/core/slots';
import { createAnalysisCache } from './analysis-cache.ts';
import { CLOSE_CONNECTION_MS, CONNECT_MS } from './deadlines.ts';
import { createDecoderPool } from './decode/decoder-pool.ts';
import { createMessageHandler } from './handle-message.ts';
import { createLook, pixelsAlone } from './look.ts';
import type { Config } from './read-config.ts';
import { firstSeenOf, type Settler } from './settle.ts';
import { chooseVision } from './vision/choose-vision.ts';
import { createQuota } from './vision/pace/quota.ts';
import { createRollCall } from './vision/pace/roll-call.ts';
import type { VisionUnavailable } from './vision/vision.ts';

/** The queue's maxDeliveryCount, in the Bicep and on the laptop. */
const MAX_DELIVERIES = 10;
/** After so long, trouble is not passing any more. */
const GIVE_UP_MS = 24 * 3_600_000;
/** One message more for so many that are looked at: a look takes ten times as long as all else. */
const LOOKED_AT_FOR_ONE_MORE = 4;

export type Surroundings = Observation & {
  /** Called once, when no image can be analysed until a person mends something. */
  readonly onUnavailable: (error: VisionUnavailable) => void;
};

export type Describer = {
  /** Messages to have in work: while so many images are looked at, others are read, decoded and written. */
  readonly concurrency: number;
  /** From a message to its settlement; `cut` aborts when there is no more time. */
  describe(settle: Settler, message: ServiceBusReceivedMessage, cut: AbortSignal): Promise<void>;
  /** Ends what works for all images. */
  close(): Promise<void>;
};

/**
 * All that describes images, wired: storage, vision service, decoders.
 * @throws {SettingsError} where the provider lacks something, and whatever connecting throws.
 */
export async function createDescriber(
  config: Config,
  { log, telemetry, onUnavailable }: Surroundings,
): Promise<Describer> {
  const storage = await withDeadline('starting', CONNECT_MS, () => connectStorage(config));
  const rollCall = createRollCall(storage);
  const quota = createQuota({ perSecond: config.VISION_TPS, rollCall, log });
  const vision = await withDeadline('starting', CONNECT_MS, () => chooseVision(config, quota, log));
  const { CONCURRENCY, MAX_IMAGE_BYTES: maxImageBytes } = config;
  const size = Math.min(availableParallelism(), CONCURRENCY);
  const decoders = createDecoderPool({ size, log });
  const cache = createAnalysisCache(storage, log);
  const slots = createSlots(CONCURRENCY);
  let unavailable = false;
  const handle = createMessageHandler({
    storage,
    eyes: {
      inspect: decoders.inspect,
      look: vision ? createLook({ vision, cache, slots }) : pixelsAlone,
      wantJpeg: vision !== undefined,
    },
    onUnavailable: (error) => {
      unavailable = true;
      onUnavailable(error);
    },
    maxImageBytes,
    telemetry,
    log,
  });
  return {
    concurrency: CONCURRENCY + (vision ? Math.ceil(CONCURRENCY / LOOKED_AT_FOR_ONE_MORE) : 0),
    async describe(settle, message, cut) {
      const { body, messageId } = message;
      const delivery = { body, messageId: String(messageId), isLast: isLastTry(message) };
      const outcome = await handle(delivery, cut);
      // At once is too early where a person must mend something first.
      await settle(message, outcome, cut.aborted && !unavailable);
    },
    async close() {
      const leaving = withDeadline('leaving the storage', CLOSE_CONNECTION_MS, () =>
        Promise.all([cache.kept(), quota.close()]),
      );
      await Promise.all([
        decoders.close(),
        leaving.catch((error) => log.warn('close-failed', { error })),
      ]);
    },
  };
}

function isLastTry(message: ServiceBusReceivedMessage): boolean {
  const { deliveryCount = 0 } = message;
  const age = Date.now() - firstSeenOf(message).getTime();
  return deliveryCount + 1 >= MAX_DELIVERIES || age > GIVE_UP_MS;
}
