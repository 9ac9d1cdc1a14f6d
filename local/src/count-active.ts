import { ServiceBusClient } from '@azure/service-bus';
import { peekQueue } from '@blobscribe/core/peek-queue';

/** Enough to start as many executions as there may be. */
const MOST = 200;

/**
 * The messages of a queue that are to be worked on, the locked ones included, up to 200, for a Service Bus
 * whose counters cannot be asked: Microsoft's emulator gives them to .NET alone.
 * @throws {DeadlineError} if it does not answer.
 */
export async function countActive(connectionString: string, queue: string): Promise<number> {
  // Of its own: a client goes on peeking where it was.
  const client = new ServiceBusClient(connectionString);
  try {
    const { messages } = await peekQueue(client.createReceiver(queue), MOST);
    return messages.filter(({ state }) => state === 'active').length;
  } finally {
    await client.close();
  }
}
