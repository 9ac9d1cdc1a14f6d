import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const QUEUE = 'images';

const SCRIPT = fileURLToPath(new URL('./services-process.ts', import.meta.url));

export type ServicesOptions = {
  /** From a request to storage or queue to its answer, at least. */
  readonly roundTripMs?: number;
  /** How long the vision service takes to look. */
  readonly lookMs?: number;
  /** Calls that the vision service takes in a second. */
  readonly perSecond?: number;
  readonly lockSeconds?: number;
};

export type Command = 'count' | { readonly perSecond: number };

export type Counts = {
  /** Messages that wait or are locked, that are scheduled, that are dead. */
  readonly active: number;
  readonly scheduled: number;
  readonly dead: number;
  /** Calls of the vision service. */
  readonly answered: number;
  readonly refused: number;
  /** Records that were written, and when the last one was, in milliseconds since 1970. */
  readonly records: number;
  readonly lastRecordAt: number;
};

export type Services = {
  readonly storage: string;
  /** At the distance of `roundTripMs`, as executions reach it. */
  readonly distantQueue: string;
  /** At none, for whoever fills it. */
  readonly queue: string;
  readonly vision: string;
  readonly pid: number;
  counts(): Promise<Counts>;
  /** Changes what the vision service takes. */
  limit(perSecond: number): Promise<void>;
  stop(): Promise<void>;
};

/** Storage, queue and vision service in one process beside this one. */
export async function startServices(options: ServicesOptions = {}): Promise<Services> {
  const child = fork(SCRIPT);
  child.send(options);
  const [places] = await once(child, 'message');
  let last = 0;
  const answers = new Map<number, (counts: Counts) => void>();
  child.on('message', ({ id, counts }: { id: number; counts: Counts }) => {
    answers.get(id)?.(counts);
    answers.delete(id);
  });
  const ask = (command: Command) =>
    new Promise<Counts>((resolve) => {
      last += 1;
      answers.set(last, resolve);
      child.send({ id: last, command });
    });
  return {
    ...places,
    pid: child.pid ?? 0,
    counts: () => ask('count'),
    async limit(perSecond) {
      await ask({ perSecond });
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
