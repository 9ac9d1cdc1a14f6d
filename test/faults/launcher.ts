import { fileURLToPath } from 'node:url';
import { createLog } from '@blobscribe/core/log';
import { startScaler } from '../../local/src/keda.ts';
import { type RunningProcess, startProcess } from '../../local/src/processes.ts';
import { moved } from './moved.ts';
import { QUEUE, type Services } from './services.ts';

const JOB = fileURLToPath(new URL('../../job/src/main.ts', import.meta.url));
/** KEDA's on the laptop, too. */
export const POLL_MS = 500;

export type End = number | NodeJS.Signals;

export type Execution = RunningProcess & {
  readonly name: string;
  readonly lines: readonly string[];
  /** Undefined while it runs. */
  end(): { readonly how: End; readonly at: number } | undefined;
};

export type ExecutionEnvironment = Readonly<Record<string, string>>;

export type Launcher = {
  readonly executions: readonly Execution[];
  start(environment?: ExecutionEnvironment): Promise<Execution>;
  /** Starts executions as KEDA does, at most so many at a time, until the returned function is called. */
  scale(most: number, environment?: ExecutionEnvironment): () => Promise<void>;
  running(): readonly Execution[];
};

/** Starts executions of the real job, each with its own doors to the services. */
export function createLauncher(services: Services, environment: ExecutionEnvironment): Launcher {
  const { broker, connectionStrings, faults } = services;
  const executions: Execution[] = [];
  let count = 0;
  let starting = 0;

  async function start(more: ExecutionEnvironment = {}): Promise<Execution> {
    count += 1;
    const name = `job-${count}`;
    starting += 1;
    const doors = await Promise.all([faults.storage.open(name), faults.broker.open(name)]);
    starting -= 1;
    const [storageDoor, brokerDoor] = doors;
    const lines: string[] = [];
    const running = startProcess({
      label: name,
      script: JOB,
      environment: {
        PATH: process.env.PATH ?? '',
        ...environment,
        STORAGE_CONNECTION_STRING: moved(connectionStrings.storage, storageDoor.port),
        SERVICEBUS_CONNECTION_STRING: moved(connectionStrings.serviceBus, brokerDoor.port),
        ...more,
      },
      print: (line) => lines.push(line),
    });
    let ended: { how: End; at: number } | undefined;
    void running.ended.then(async (how) => {
      ended = { how, at: performance.now() };
      for (const door of doors) await door.close();
    });
    const execution = { ...running, name, lines, end: () => ended };
    executions.push(execution);
    return execution;
  }

  const running = () => executions.filter((execution) => !execution.end());
  return {
    executions,
    start,
    running,
    scale(most, more) {
      const scaler = startScaler({
        rule: { messageCount: 20, maxExecutions: most },
        pollingIntervalMs: POLL_MS,
        active: () => broker.activeCount(QUEUE),
        running: () => running().length + starting,
        start: () => void start(more),
        log: createLog(),
      });
      return () => scaler.stop();
    },
  };
}
