import type { Benchmark } from '../harness/benchmark.ts';
import { judge } from '../harness/row.ts';
import { PATTERNS } from '../keda/arrivals.ts';
import { deployed, tutorial } from '../keda/setup.ts';
import { summarise } from '../keda/summarise.ts';

/** Of the vision service, in production. */
const CALLS_PER_MINUTE = 1200;

/** What a burst of 1,000 is billed and waits, by the model of KEDA; it is the same each time. */
export const billed: Benchmark = {
  name: 'billed',
  guards: true,
  async run() {
    const { burst } = PATTERNS;
    if (!burst) throw new Error('the model knows no burst');
    const ours = summarise(deployed(CALLS_PER_MINUTE), burst);
    const theirs = summarise(tutorial(CALLS_PER_MINUTE), burst);
    const name = 'of a burst of 1,000, beside a message an execution (model)';
    return [
      judge({
        name: `vCPU-seconds billed ${name}`,
        unit: 'vCPU-s',
        ours: ours.perThousand ?? 0,
        reference: theirs.perThousand ?? 0,
        ratio: 'share',
        target: { atMost: 0.04 },
      }),
      judge({
        name: `the wait of 95 in 100 ${name}`,
        unit: 's',
        ours: ours.p95 ?? 0,
        reference: theirs.p95 ?? 0,
        ratio: 'share',
        target: { atMost: 0.5 },
      }),
    ];
  },
};
