import { setTimeout as sleep } from 'node:timers/promises';
import { FAIL_POINTS } from '../../../job/src/fail-point.ts';
import { type FaultBench, LOCK_SECONDS } from '../bench.ts';
import { POLL_MS } from '../launcher.ts';
import type { Scenario } from '../scenario.ts';

/** Few in work at a time, so that a round's kills do not lock all of its images. */
const DOOMED = { CONCURRENCY: '3' };
const AT_ONCE = 4;
/** An execution that finds nothing to do dies of nothing; the next one may. */
const TRIES = 5;
/** Healthy executions start only when a round's killing is over, and starting takes a while on a busy machine. */
const START_MS = 20_000;
/** The short form runs beside other tests. */
const SHORT_START_MS = 45_000;
/** Who analysed last has claimed its image for so long (claim-analysis.ts). */
const CLAIM_MS = 15_000;

/** Where an execution dies: at a fail-point for the n-th time, or after some milliseconds of work. */
type Doom = { readonly failPoint: string } | { readonly afterMs: number };

export const killed: Scenario = {
  id: 'F2',
  title: 'SIGKILL at every point',
  async play(bench, size) {
    const { launcher, tell, upload, drained } = bench;
    const rounds = size(10, 1);
    const eachRound = size(2, 1);
    let wanted = 0;
    for (let round = 0; round < rounds; round += 1) {
      await tell(await upload(size(100, 50)));
      const dooms = drawDooms(bench, eachRound);
      wanted += dooms.length;
      await killAll(bench, dooms);
      const stop = launcher.scale(1, { CONCURRENCY: '32' });
      await drained();
      await stop();
      await Promise.all(launcher.running().map((execution) => execution.ended));
    }
    const kills = launcher.executions.filter(({ end }) => end()?.how === 'SIGKILL').length;
    return {
      extraCalls: kills,
      recoveryMs:
        Math.max(LOCK_SECONDS * 1000, CLAIM_MS) + POLL_MS + size(START_MS, SHORT_START_MS),
      faults: kills < wanted ? [`only ${kills} of ${wanted} executions were killed`] : [],
    };
  },
};

function drawDooms({ random }: FaultBench, each: number): Doom[] {
  const atPoints = FAIL_POINTS.flatMap((point) =>
    Array.from({ length: each }, () => ({ failPoint: `${point}:${random.int(1, 3)}` })),
  );
  const atRandom = Array.from({ length: each }, () => ({ afterMs: random.int(0, 400) }));
  return random.shuffled<Doom>([...atPoints, ...atRandom]);
}

async function killAll(bench: FaultBench, dooms: readonly Doom[]): Promise<void> {
  const left = [...dooms];
  const slot = async () => {
    for (let doom = left.shift(); doom; doom = left.shift()) await kill(bench, doom);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, slot));
}

async function kill({ launcher, ledger }: FaultBench, doom: Doom): Promise<void> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const environment = 'failPoint' in doom ? { ...DOOMED, FAILPOINT: doom.failPoint } : DOOMED;
    const execution = await launcher.start(environment);
    if ('afterMs' in doom) {
      const hasWork = () => ledger.deliveries.some(({ door }) => door === execution.name);
      while (!hasWork() && !execution.end()) await sleep(10);
      await sleep(doom.afterMs);
      if (!execution.end()) process.kill(execution.pid, 'SIGKILL');
    }
    if ((await execution.ended) === 'SIGKILL') return;
  }
}
