import type { ScaleRule } from '../../local/src/keda.ts';

/** What is simulated: a scale rule, what an execution does, and the service that all of them share. */
export type Setup = ScaleRule & {
  readonly pollingSeconds: number;
  /** From KEDA's decision to the first message: scheduling, pull, start of the process. */
  readonly startSeconds: number;
  /** How much of the start the container already runs, and is billed for. */
  readonly billedStartSeconds: number;
  /** How long an execution waits for more; it ends at once after `imagesPerExecution`. */
  readonly lingerSeconds: number;
  readonly imagesPerExecution: number;
  /** When an execution stops receiving (RUN_SECONDS). */
  readonly runSeconds: number;
  /** Images in work at a time (CONCURRENCY). */
  readonly concurrency: number;
  readonly vcpu: number;
  /** Processor time of one image. */
  readonly cpuSeconds: number;
  /** Calls a second that all executions share (VISION_TPS). */
  readonly callsPerSecond: number;
  /** Calls a second that the vision service takes from all executions together. */
  readonly visionRate: number;
  /** Until the service answers. */
  readonly visionSeconds: number;
};

/** Images a minute that infra/bicep/scale.bicep takes one execution of 2 vCPU for. */
const PER_EXECUTION = 400;

/** The numbers of infra/bicep/scale.bicep, in its whole-number arithmetic. */
export function scaleFor(
  callsPerMinute: number,
): ScaleRule & Pick<Setup, 'pollingSeconds' | 'callsPerSecond'> {
  const maxExecutions = Math.max(
    1,
    Math.floor((callsPerMinute + PER_EXECUTION - 1) / PER_EXECUTION),
  );
  return {
    maxExecutions,
    messageCount: Math.max(1, Math.floor(Math.floor(callsPerMinute / maxExecutions) / 2)),
    pollingSeconds: callsPerMinute < 60 ? 30 : 10,
    callsPerSecond: Math.max(1, Math.floor(callsPerMinute / 6)) / 10,
  };
}

/** Blobscribe as infra/bicep deploys it for a vision service of so many calls a minute. */
export function deployed(callsPerMinute: number): Setup {
  return {
    ...scaleFor(callsPerMinute),
    // Observed for small images: https://github.com/microsoft/azure-container-apps/issues/997
    startSeconds: 20,
    // Not documented: the start of the process, connections and token, with room.
    billedStartSeconds: 3,
    lingerSeconds: 30,
    imagesPerExecution: Number.POSITIVE_INFINITY,
    runSeconds: 1680,
    concurrency: 16,
    vcpu: 2,
    // Measured for a 12-megapixel JPEG on one core.
    cpuSeconds: 0.27,
    visionRate: callsPerMinute / 60,
    // Not documented; a planning value.
    visionSeconds: 0.8,
  };
}

/** The usual tutorial: one message, one execution, no more; KEDA's and Container Apps' own defaults. */
export function tutorial(callsPerMinute: number): Setup {
  return {
    ...deployed(callsPerMinute),
    messageCount: 1,
    maxExecutions: 100,
    pollingSeconds: 30,
    lingerSeconds: 0,
    imagesPerExecution: 1,
    concurrency: 1,
    // One image at a time uses no second core.
    vcpu: 1,
    callsPerSecond: callsPerMinute / 60,
  };
}
