import {
  isServiceBusError,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
  type ServiceBusSender,
} from '@azure/service-bus';
import { withDeadline } from '@blobscribe/core/deadline';
import { type Log, withoutSecrets } from '@blobscribe/core/log';
import { SETTLE_MS } from './deadlines.ts';
import { failPoint } from './fail-point.ts';
import type { Outcome } from './outcome.ts';

const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 300_000;
/** A sentence for whoever looks at the queue; messages have a size to keep. */
const MAX_REASON_LENGTH = 500;

export type Settler = (
  message: ServiceBusReceivedMessage,
  outcome: Outcome,
  stopping: boolean,
) => Promise<void>;

/**
 * Carries an outcome out; the only place that settles. A retry comes back as a scheduled copy with a
 * new message id, so that trouble of a minute does not use up deliveries; it carries when the image
 * was first seen, how often it was tried and why it is put off. An execution that is stopping has it
 * come back at once, as a copy too: an abandoned message has spent a delivery. A lock that was lost is
 * no error: the message is delivered again, and finds its record.
 */
export function createSettler(
  receiver: ServiceBusReceiver,
  sender: ServiceBusSender,
  log: Log,
): Settler {
  return async function settle(message, outcome, stopping) {
    try {
      await withDeadline(`settling (${outcome.kind})`, SETTLE_MS, () =>
        carryOut(message, outcome, stopping),
      );
    } catch (error) {
      const { messageId } = message;
      const isLost = isServiceBusError(error) && error.code === 'MessageLockLost';
      if (isLost) log.info('lock-lost', { messageId });
      else log.warn('settle-failed', { messageId, outcome: outcome.kind, error });
    }
  };

  async function carryOut(
    message: ServiceBusReceivedMessage,
    outcome: Outcome,
    stopping: boolean,
  ): Promise<void> {
    failPoint('before-complete');
    if (outcome.kind === 'complete') {
      const completing = receiver.completeMessage(message);
      failPoint('during-complete');
      return completing;
    }
    if (outcome.kind === 'dead-letter') {
      const { reason: deadLetterReason, description: deadLetterErrorDescription } = outcome;
      log.warn('message-dead-lettered', { messageId: message.messageId, reason: deadLetterReason });
      return receiver.deadLetterMessage(message, { deadLetterReason, deadLetterErrorDescription });
    }
    const tries = triesOf(message) + 1;
    const delay = stopping ? 0 : Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS);
    const copy = {
      body: message.body,
      messageId: `${String(message.messageId).split('~')[0]}~${tries}`,
      contentType: 'application/json',
      applicationProperties: {
        firstSeen: firstSeenOf(message).toISOString(),
        tries,
        reason: withoutSecrets(outcome.reason).slice(0, MAX_REASON_LENGTH),
      },
    };
    await sender.scheduleMessages(copy, new Date(Date.now() + delay));
    return receiver.completeMessage(message);
  }
}

/** When the image of this message was first seen, over all its scheduled copies. */
export function firstSeenOf(message: ServiceBusReceivedMessage): Date {
  const firstSeen = new Date(String(message.applicationProperties?.firstSeen));
  if (!Number.isNaN(firstSeen.getTime())) return firstSeen;
  return message.enqueuedTimeUtc ?? new Date();
}

function triesOf(message: ServiceBusReceivedMessage): number {
  const tries = message.applicationProperties?.tries;
  return typeof tries === 'number' && tries > 0 ? tries : 0;
}
