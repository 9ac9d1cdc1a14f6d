import type { QueueOptions } from './service-bus/broker.ts';

export const QUEUE = 'images';
/** As the Bicep sets them: 10 deliveries, a day without duplicates. */
const MAX_DELIVERY_COUNT = 10;
const DUPLICATE_WINDOW_SECONDS = 86_400;

/** The queue as Azure has it; only its lock is the environment's to choose. */
export function queueOf(environment: NodeJS.ProcessEnv): QueueOptions {
  return {
    name: QUEUE,
    lockSeconds: Number(environment.LOCK_SECONDS || 60),
    maxDeliveryCount: MAX_DELIVERY_COUNT,
    duplicateDetectionSeconds: DUPLICATE_WINDOW_SECONDS,
  };
}
