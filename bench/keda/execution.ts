import type { Agenda } from './events.ts';
import type { Setup } from './setup.ts';

/** The vision service as all executions see it: a call every so often, in turn. */
export type Service = { nextCallAt: number };

export type ExecutionWorld = {
  readonly agenda: Agenda;
  readonly setup: Setup;
  readonly service: Service;
  /** Takes the oldest waiting image; undefined if none waits. */
  readonly take: () => number | undefined;
  /** Its image, by what `take` gave, is described. */
  readonly done: (image: number) => void;
  readonly ended: (billedSeconds: number) => void;
};

export type Execution = { readonly look: () => void };

/** How fast the job's own pacer grows: job/src/vision/pace/call-rate.ts. */
const GROWTH = 0.05;
const CEILING = 2;

/**
 * One execution from its first look at the queue: takes what there is room for, prepares it on its
 * cores, waits for its turn at the service, and ends when it has lingered.
 */
export function startExecution(world: ExecutionWorld): Execution {
  const { agenda, setup, service } = world;
  const startedAt = agenda.now();
  let coreFreeAt = startedAt;
  let turnAt = startedAt;
  let rate = setup.callsPerSecond;
  let raisedAt = startedAt;
  let inWork = 0;
  let taken = 0;
  let idleSince = startedAt;
  let over = false;

  function look(): void {
    const mayTake = () =>
      !over &&
      inWork < setup.concurrency &&
      taken < setup.imagesPerExecution &&
      agenda.now() - startedAt < setup.runSeconds;
    while (mayTake()) {
      const image = world.take();
      if (image === undefined) break;
      begin(image);
    }
    if (inWork === 0 && !over) waitForMore();
  }

  function begin(image: number): void {
    inWork += 1;
    taken += 1;
    coreFreeAt = Math.max(agenda.now(), coreFreeAt) + setup.cpuSeconds / setup.vcpu;
    // A core that was free works the whole time on its one image.
    const prepared = Math.max(agenda.now() + setup.cpuSeconds, coreFreeAt);
    agenda.at(prepared, () => call(image));
  }

  function call(image: number): void {
    const at = Math.max(agenda.now(), turnAt, service.nextCallAt);
    turnAt = at + 1 / rate;
    service.nextCallAt = at + 1 / setup.visionRate;
    agenda.at(at + setup.visionSeconds, () => finish(image));
  }

  function finish(image: number): void {
    const now = agenda.now();
    const { callsPerSecond: seed } = setup;
    rate = Math.min(seed * CEILING, rate + seed * GROWTH * Math.min(1, now - raisedAt));
    raisedAt = now;
    inWork -= 1;
    idleSince = now;
    world.done(image);
    look();
  }

  function waitForMore(): void {
    const isFull =
      taken >= setup.imagesPerExecution || agenda.now() - startedAt >= setup.runSeconds;
    const since = idleSince;
    agenda.at(isFull ? agenda.now() : since + setup.lingerSeconds, () => {
      if (over || inWork > 0 || idleSince !== since) return;
      over = true;
      world.ended(setup.billedStartSeconds + agenda.now() - startedAt);
    });
  }

  look();
  return { look };
}
