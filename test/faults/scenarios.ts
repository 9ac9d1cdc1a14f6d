import type { Scenario } from './scenario.ts';
import { noFaults } from './scenarios/f01-no-faults.ts';
import { killed } from './scenarios/f02-killed.ts';

/** In the order of the table. */
export const SCENARIOS: readonly Scenario[] = [noFaults, killed];
