import { describe } from 'vitest';
import { findPort } from '../../local/src/ports.ts';
import { AMQPS_PORT } from './cloud.ts';

/** Tests that need the one port that the broker can have; skipped, with a word, where it is taken. */
export async function describeWithBroker(name: string, tests: () => void): Promise<void> {
  const isFree = (await findPort(AMQPS_PORT, () => {})) === AMQPS_PORT;
  if (!isFree) process.stderr.write(`skipped: ${name} needs port ${AMQPS_PORT}, which is taken\n`);
  describe.skipIf(!isFree)(name, tests);
}
