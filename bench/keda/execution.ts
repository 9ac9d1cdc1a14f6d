import type { Agenda } from './events.ts';
import type { Setup } from './setup.ts';

/** The vision service as all executions see it: a call every so often, in turn. */
export type Service = { nextCallAt: number };

export type ExecutionWorld = {
  readonly agenda: Agenda;
  readonly setup: Setup;
  readonly service: Service;
  /** How many executions are at work, this one among them. */
  readonly atWork: () => number;
  /** Takes the oldest waiting image; undefined if none waits. */
  readonly take: () => number | undefined;
  /** Its image, by what `take` gave, is described. */
  readonly done: (image: number) => void;
  readonly ended: (billedSeconds: number) => void;
};

export type Execution = {
  readonly look: () => void;
  /** Whether the others count it among those who share the calls. */
  readonly isAtWork: () => boolean;
};

/** For how long one that makes no calls is still counted: job/src/vision/pace/roll-call.ts. */
const COUNTED_SECONDS = 13;

/**
 * One execution from its first look at the queue: takes what there is room for, prepares it on its
 * cores, waits for its turn at the service, of which it has its share, and ends when it has lingered.
 * That its pace finds what the service really takes is not in the model.
 */
export function startExecution(world: ExecutionWorld): Execution {
  const { agenda, setup, service } = world;
  const startedAt = agenda.now();
  let coreFreeAt = startedAt;
  let turnAt = startedAt;
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
    turnAt = at + world.atWork() / setup.callsPerSecond;
    service.nextCallAt = at + 1 / setup.visionRate;
    agenda.at(at + setup.visionSeconds, () => finish(image));
  }

  function finish(image: number): void {
    const now = agenda.now();
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
  const isAtWork = () => inWork > 0 || agenda.now() - idleSince < COUNTED_SECONDS;
  return { look, isAtWork };
}
