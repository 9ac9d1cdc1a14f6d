import { afterEach, expect, it } from 'vitest';
import { cleanUp, QUEUE, startWithClient } from './broker-fixture.ts';

afterEach(cleanUp);

const TOTAL = 2000;

// Some 5,000 a second on two busy cores; the bound is for what would be wrong by a factor.
it('moves two thousand messages of 1 KB in a few seconds', async () => {
  const { broker, sender, receiver } = await startWithClient({ lockSeconds: 60 });
  const body = 'x'.repeat(1000);
  const startedAt = performance.now();

  for (let sent = 0; sent < TOTAL; sent += 200) {
    await sender.sendMessages(Array.from({ length: 200 }, () => ({ body })));
  }
  const settling: Promise<void>[] = [];
  while (settling.length < TOTAL) {
    const messages = await receiver.receiveMessages(100, { maxWaitTimeInMs: 1000 });
    settling.push(...messages.map((message) => receiver.completeMessage(message)));
  }
  await Promise.all(settling);

  expect(broker.activeCount(QUEUE)).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(6000);
});
