import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultBench } from '../bench.ts';
import type { Execution } from '../launcher.ts';
import { openFiles, processSizes } from '../memory.ts';
import type { Scenario } from '../scenario.ts';

const STORAGE_RATES = { '503': 0.01, reset: 0.005, 'lost-answer': 0.003, truncated: 0.002 };
const VISION_RATES = { '429': 0.01, '500': 0.01, reset: 0.01 };
const BEAT_MS = 1_000;
const EACH_BEAT = 3;
const BEATS_BETWEEN_CUTS = 60;
/** A heap breathes: what the last third may have more than the one before it. */
const BORNE_GROWTH = 1.1;
const BORNE_MEBIBYTES = 16;
const BORNE_FILES = 6;

type Sample = { readonly mebibytes: number; readonly files: number };

export const soak: Scenario = {
  id: 'F20',
  title: 'soak: a little of everything',
  bench: { environment: { RUN_SECONDS: '86400', LINGER_SECONDS: '600' } },
  async play(bench, size) {
    const { faults, launcher, drained } = bench;
    faults.storage.misbehave(STORAGE_RATES);
    faults.vision.misbehave(VISION_RATES);
    const execution = await launcher.start();
    const samples = await soakFor(bench, execution, size(600, 10));
    faults.storage.misbehave({});
    faults.vision.misbehave({});
    await drained();
    await execution.stop(30_000);
    const third = Math.floor(samples.length / 3);
    const middle = samples.slice(third, 2 * third);
    const last = samples.slice(2 * third);
    const [before, after] = [middle, last].map((part) => median(part, 'mebibytes'));
    const [few, many] = [middle, last].map((part) => median(part, 'files'));
    const grew = (after ?? 0) > (before ?? 0) * BORNE_GROWTH + BORNE_MEBIBYTES;
    const opened = (many ?? 0) > (few ?? 0) + BORNE_FILES;
    return {
      extraCalls: Math.ceil(bench.accepted.length / 100),
      faults: [
        ...(grew ? [`memory grew from ${before} to ${after} MiB`] : []),
        ...(opened ? [`open files grew from ${few} to ${many}`] : []),
      ],
      note: `memory ${before} → ${after} MiB, open files ${few} → ${many} (medians of the second and last third)`,
    };
  },
};

async function soakFor(bench: FaultBench, execution: Execution, beats: number): Promise<Sample[]> {
  const { faults, tell, upload } = bench;
  const samples: Sample[] = [];
  for (let beat = 1; beat <= beats && !execution.end(); beat += 1) {
    const next = sleep(BEAT_MS);
    await tell(await upload(EACH_BEAT));
    if (beat % BEATS_BETWEEN_CUTS === 0) faults.broker.cut();
    const sizes = processSizes([execution]);
    const mebibytes = sizes.reduce((sum, mebibyte) => sum + mebibyte, 0);
    samples.push({ mebibytes, files: openFiles(execution) });
    await next;
  }
  return samples;
}

function median(samples: readonly Sample[], what: keyof Sample): number {
  const sorted = samples.map((sample) => sample[what]).sort((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
