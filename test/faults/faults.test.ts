import { describe, expect, it } from 'vitest';
import { runScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

const SEED = 20261126;
/** Side by side, for they mostly wait: locks that end, executions that linger. The others are for `npm run faults`. */
const CHOSEN = ['F2', 'F4', 'F5'];
const TIMEOUT_MS = 300_000;

describe.concurrent('whatever dies, each upload gets one record', () => {
  it.each(SCENARIOS.filter(({ id }) => CHOSEN.includes(id)))(
    '$id: $title',
    async (scenario) => {
      const { faults } = await runScenario(scenario, { seed: SEED, isShort: true });

      expect(faults).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
