import type { ServiceBusClient, ServiceBusReceiver } from '@azure/service-bus';
import { withDeadline } from '@blobscribe/core/deadline';
import { CONNECT_MS } from './deadlines.ts';

/** Locks are renewed by drain. */
const NO_RENEWAL = { maxAutoLockRenewalDurationInMs: 0 };

/**
 * A receiver of the queue, once it is reached: a subscription would try for ever to connect.
 * @throws {Error} if the queue cannot be reached, is not there or not open to this identity.
 */
export async function openQueue(
  client: ServiceBusClient,
  name: string,
): Promise<ServiceBusReceiver> {
  const receiver = client.createReceiver(name, NO_RENEWAL);
  await withDeadline('connecting', CONNECT_MS, () => receiver.peekMessages(1));
  return receiver;
}
