import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningProcess } from './processes.ts';

const DEADLINE_MS = 20_000;
const LOOK_MS = 50;
const STOP_GRACE_MS = 10_000;

/**
 * Waits until a part of the stack answers; one that does not is stopped.
 * @throws {Error} naming `part`, if it does not answer within 20 s or ends before.
 */
export async function untilReady(
  part: string,
  running: RunningProcess,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const until = performance.now() + DEADLINE_MS;
  let end: number | string | undefined;
  void running.ended.then((code) => {
    end = code;
  });
  while (!(await isReady())) {
    if (end !== undefined) {
      throw new Error(`${part} ended (${end}) before it was ready; its lines above say why`);
    }
    if (performance.now() > until) {
      await running.stop(STOP_GRACE_MS);
      throw new Error(`${part} was not ready within ${DEADLINE_MS / 1000} s`);
    }
    await sleep(LOOK_MS);
  }
}
