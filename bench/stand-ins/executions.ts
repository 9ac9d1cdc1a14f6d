import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type RunningProcess, startProcess } from '../../local/src/processes.ts';
import type { Services } from './services.ts';

const JOB = fileURLToPath(new URL('../../job/src/main.ts', import.meta.url));
const LOOK_MS = 5;

export type Execution = RunningProcess & {
  /** Ends when it takes messages. */
  readonly started: Promise<void>;
  readonly lines: readonly string[];
};

/** Starts an execution of the real job; `environment` adds to or replaces its variables. */
export function startExecution(
  services: Services,
  environment: Readonly<Record<string, string>> = {},
): Execution {
  const lines: string[] = [];
  const { promise: started, resolve } = Promise.withResolvers<void>();
  const running = startProcess({
    label: 'job',
    script: JOB,
    environment: {
      PATH: process.env.PATH ?? '',
      STORAGE_CONNECTION_STRING: services.storage,
      SERVICEBUS_CONNECTION_STRING: services.distantQueue,
      VISION_PROVIDER: 'azure-vision',
      VISION_ENDPOINT: services.vision,
      VISION_KEY: 'a-key',
      VISION_TPS: '1000',
      LINGER_SECONDS: '600',
      ...environment,
    },
    print(line) {
      lines.push(line);
      if (line.includes('execution-started')) resolve();
    },
  });
  return { ...running, started, lines };
}

/** Ends when the queue holds nothing, not even for later. */
export async function untilDrained(services: Services): Promise<void> {
  for (;;) {
    const { active, scheduled } = await services.counts();
    if (active + scheduled === 0) return;
    await sleep(LOOK_MS);
  }
}
