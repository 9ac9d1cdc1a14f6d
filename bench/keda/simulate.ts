import { executionsToStart } from '../../local/src/keda.ts';
import type { Pattern } from './arrivals.ts';
import { createAgenda } from './events.ts';
import { type Execution, startExecution } from './execution.ts';
import type { Setup } from './setup.ts';

/** An image that waits longer than this counts as this: a queue that only grows has no end. */
const LONGEST_SECONDS = 24 * 3600;

export type Run = {
  /** From the message to the record, of each image, in seconds. */
  readonly waits: readonly number[];
  readonly executions: number;
  readonly mostAtOnce: number;
  readonly looks: number;
  readonly billedVcpuSeconds: number;
};

/**
 * One pattern under one setup; KEDA's first look comes `firstLook` seconds after the first image. Goes
 * on after the pattern's end until everything is described.
 */
export function simulate(setup: Setup, pattern: Pattern, firstLook: number): Run {
  const agenda = createAgenda();
  const service = { nextCallAt: 0 };
  const waiting: number[] = [];
  const waits: number[] = [];
  const working = new Set<Execution>();
  let head = 0;
  let active = 0;
  let running = 0;
  let executions = 0;
  let mostAtOnce = 0;
  let looks = 0;
  let billedSeconds = 0;

  function arrive(image: number): void {
    active += 1;
    // Where one already waits, nobody has room.
    const isNext = head === waiting.length;
    waiting.push(image);
    if (!isNext) return;
    for (const execution of working) {
      if (head < waiting.length) execution.look();
    }
  }

  function start(): void {
    running += 1;
    executions += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    agenda.at(agenda.now() + setup.startSeconds, () => {
      let isOver = false;
      const execution = startExecution({
        agenda,
        setup,
        service,
        atWork: () => [...working].filter((other) => other.isAtWork()).length,
        take: () => (head < waiting.length ? waiting[head++] : undefined),
        done: (image) => {
          active -= 1;
          waits.push(agenda.now() - (pattern.arrivals[image] ?? 0));
        },
        ended: (seconds) => {
          isOver = true;
          working.delete(execution);
          running -= 1;
          billedSeconds += seconds;
        },
      });
      if (!isOver) working.add(execution);
    });
  }

  function look(): void {
    looks += 1;
    // Locked messages are active too, as Service Bus counts them.
    const count = executionsToStart(setup, active, running);
    for (let started = 0; started < count; started += 1) start();
    const next = agenda.now() + setup.pollingSeconds;
    const isOver = next > pattern.seconds && active === 0;
    if (!isOver && next < LONGEST_SECONDS) agenda.at(next, look);
  }

  for (const [image, time] of pattern.arrivals.entries()) agenda.at(time, () => arrive(image));
  agenda.at(firstLook, look);
  while (agenda.next());
  return {
    waits,
    executions,
    mostAtOnce,
    looks,
    billedVcpuSeconds: billedSeconds * setup.vcpu,
  };
}
