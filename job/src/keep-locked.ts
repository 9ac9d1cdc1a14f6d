import {
  isServiceBusError,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from '@azure/service-bus';
import { withDeadline } from '@blobscribe/core/deadline';
import type { Log } from '@blobscribe/core/log';

/** Of a lock: two renewals may fail before it ends. */
const RENEWED_PART = 1 / 3;

/**
 * Renews the lock of a message until the returned function is called. The client's own renewal is not
 * used: after a cut connection it cannot be stopped any more and goes on for as long as it was allowed
 * to, though the message's handler has ended, so that nobody else gets the message (measured,
 * @azure/service-bus 7.9.5: it looks for the timer under the name of the new link).
 */
export function keepLocked(
  receiver: ServiceBusReceiver,
  message: ServiceBusReceivedMessage,
  { lockMs, log }: { readonly lockMs: number; readonly log: Log },
): () => void {
  const everyMs = lockMs * RENEWED_PART;
  const { messageId } = message;
  const timer = setInterval(() => {
    withDeadline('renewing a lock', everyMs, () => receiver.renewMessageLock(message)).catch(
      (error) => {
        // What is in work goes on: whoever gets the message next finds its record, or is found by it.
        if (isServiceBusError(error) && error.code === 'MessageLockLost') clearInterval(timer);
        log.warn('queue-trouble', { errorSource: 'renewLock', messageId, error });
      },
    );
  }, everyMs);
  return () => clearInterval(timer);
}
