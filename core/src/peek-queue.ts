import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { withDeadline } from './deadline.ts';

/** The service gives no more at once, and often fewer (Azure/azure-sdk-for-python#26643). */
const PAGE_MESSAGES = 250;
const PAGE_DEADLINE_MS = 30_000;

export type Peeked = {
  /** In the order of their numbers, the oldest first. */
  readonly messages: readonly ServiceBusReceivedMessage[];
  /** Whether the queue holds no more than these. */
  readonly sawAll: boolean;
};

/**
 * Looks at up to `limit` messages without touching them: waiting, locked and scheduled ones alike. Only
 * an empty page is the end of a queue. The receiver's client must not have peeked at it before: without
 * a number the SDK goes on where that client last was (7.9.5).
 *
 * @throws {DeadlineError} if a page does not come.
 */
export async function peekQueue(
  receiver: ServiceBusReceiver,
  limit: number,
  signal?: AbortSignal,
): Promise<Peeked> {
  const messages: ServiceBusReceivedMessage[] = [];
  // One more than the limit tells whether there are more.
  while (messages.length <= limit) {
    const last = messages.at(-1)?.sequenceNumber;
    const from = last ? { fromSequenceNumber: last.add(1) } : {};
    const wanted = Math.min(PAGE_MESSAGES, limit + 1 - messages.length);
    const page = await withDeadline(
      'peeking at the queue',
      PAGE_DEADLINE_MS,
      (abortSignal) => receiver.peekMessages(wanted, { ...from, abortSignal }),
      signal,
    );
    if (page.length === 0) return { messages, sawAll: true };
    messages.push(...page);
  }
  return { messages: messages.slice(0, limit), sawAll: false };
}
