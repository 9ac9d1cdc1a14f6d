import type { Scenario } from './scenario.ts';
import { noFaults } from './scenarios/f01-no-faults.ts';
import { killed } from './scenarios/f02-killed.ts';
import { repeated } from './scenarios/f03-repeated.ts';
import { atOnce } from './scenarios/f04-at-once.ts';
import { lockLost } from './scenarios/f05-lock-lost.ts';
import { brokerCut } from './scenarios/f06-broker-cut.ts';
import { stopped } from './scenarios/f07-stopped.ts';
import { storageFaults } from './scenarios/f08-storage.ts';
import { visionFaults } from './scenarios/f09-vision.ts';
import { dropped } from './scenarios/f10-dropped.ts';
import { poisoned } from './scenarios/f11-poison.ts';
import { tooMany } from './scenarios/f14-too-many.ts';
import { soak } from './scenarios/f20-soak.ts';

/** In the order of the table. */
export const SCENARIOS: readonly Scenario[] = [
  noFaults,
  killed,
  repeated,
  atOnce,
  lockLost,
  brokerCut,
  stopped,
  storageFaults,
  visionFaults,
  dropped,
  poisoned,
  tooMany,
  soak,
];
