import { setTimeout as sleep } from 'node:timers/promises';
import { numberedJpeg } from '../../test/faults/numbered-jpeg.ts';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { judge, type Row } from '../harness/row.ts';
import { type Execution, startExecution, untilDrained } from '../stand-ins/executions.ts';
import { nameUploads, storeTemplate, tellOf } from '../stand-ins/images.ts';
import { type Counts, type Services, startServices } from '../stand-ins/services.ts';

/** What the service takes in a second, and what the executions believe of it. */
const PER_SECOND = 20;
const HALVED = PER_SECOND / 2;
const SERVICES = { perSecond: PER_SECOND, lookMs: 600, roundTripMs: 5 };
/** By then all executions have started and know of one another. */
const SETTLING_SECONDS = 6;
const STEADY_SECONDS = 40;
/** For how long each limit lasts that comes in mid-run, and what is looked at as one. */
const CHANGED_SECONDS = 20;
const SPAN_SECONDS = 2;
const CONVERGED = { answered: 0.9, refused: 0.1 };
/** With 16 images in work, at 0.8 s each, one execution alone would make no more calls than the limit. */
const CONCURRENCY = '32';
/** An execution that finds nothing more ends, and says how many messages it was given. */
const ENVIRONMENT = { CONCURRENCY, VISION_TPS: String(PER_SECOND), LINGER_SECONDS: '3' };

type Steady = { readonly answered: number; readonly refused: number };
type Storm = Steady & { readonly deliveries: number; readonly messages: number };

/** The real job against a service that takes 20 calls in each second and refuses the others at once. */
export const rateLimit: Benchmark = { name: 'rate-limit', guards: false, run };

async function run({ say }: BenchmarkContext): Promise<readonly Row[]> {
  const alone = await storm(1);
  say(stormText('one', alone));
  const together = await storm(4);
  say(stormText('four', together));
  const { halved, doubled } = await change();
  say(`halved: ${halved} s, doubled: ${doubled} s`);
  return [
    goodput('one execution', alone),
    goodput('four executions', together),
    refusals('one execution', alone, 0.05),
    refusals('four executions', together, 0.1),
    deliveries([alone, together]),
    convergence('halved', halved),
    convergence('doubled', doubled),
  ];
}

function stormText(name: string, { answered, refused, deliveries: given, messages }: Storm) {
  return `${name}: ${answered} answered, ${refused} refused, ${given} deliveries of ${messages}`;
}

/** A backlog that is drained by so many executions, its steady part looked at. */
async function storm(executions: number): Promise<Storm> {
  const messages = (SETTLING_SECONDS + STEADY_SECONDS + 4) * PER_SECOND;
  return withBacklog(messages, executions, async (services, running) => {
    await sleep(SETTLING_SECONDS * 1000);
    const before = await countOnTheSecond(services);
    await sleep(STEADY_SECONDS * 1000 - 500);
    const after = await countOnTheSecond(services);
    await untilDrained(services);
    const { dead } = await services.counts();
    if (dead > 0) throw new Error(`${dead} messages are dead`);
    const handled = await Promise.all(running.map(handledBy));
    return {
      answered: after.answered - before.answered,
      refused: after.refused - before.refused,
      deliveries: handled.reduce((sum, count) => sum + count, 0),
      messages,
    };
  });
}

/** Seconds until one execution has found a limit that changes while it works. */
async function change(): Promise<{ halved: number; doubled: number }> {
  const seconds = SETTLING_SECONDS + 2 * CHANGED_SECONDS;
  return withBacklog(seconds * PER_SECOND, 1, async (services) => {
    await sleep(SETTLING_SECONDS * 1000);
    const halved = await secondsUntilFound(services, HALVED);
    const doubled = await secondsUntilFound(services, PER_SECOND);
    return { halved, doubled };
  });
}

async function secondsUntilFound(services: Services, limit: number): Promise<number> {
  const counts = [await countOnTheSecond(services)];
  await services.limit(limit);
  while (counts.length <= CHANGED_SECONDS) {
    await sleep(500);
    counts.push(await countOnTheSecond(services));
  }
  const found = counts.findIndex((after, second) => {
    const before = counts[second - SPAN_SECONDS];
    if (!before) return false;
    const answered = after.answered - before.answered;
    return (
      answered >= CONVERGED.answered * limit * SPAN_SECONDS &&
      after.refused - before.refused <= CONVERGED.refused * answered
    );
  });
  return found < 0 ? Number.POSITIVE_INFINITY : found;
}

async function withBacklog<Result>(
  messages: number,
  executions: number,
  look: (services: Services, running: readonly Execution[]) => Promise<Result>,
): Promise<Result> {
  const services = await startServices(SERVICES);
  const running: Execution[] = [];
  try {
    await storeTemplate(services, await numberedJpeg(1));
    await tellOf(services, nameUploads(messages));
    for (let count = 0; count < executions; count += 1) {
      running.push(startExecution(services, ENVIRONMENT));
    }
    await Promise.all(running.map(({ started }) => started));
    return await look(services, running);
  } finally {
    await Promise.all(running.map((execution) => execution.stop(0)));
    await services.stop();
  }
}

/** The service counts by whole seconds of the clock: between two of these it might count one twice. */
async function countOnTheSecond(services: Services): Promise<Counts> {
  await sleep(1000 - (Date.now() % 1000));
  return services.counts();
}

/** How many messages an execution that has ended was given, one that came again counted again. */
async function handledBy({ ended, lines }: Execution): Promise<number> {
  await ended;
  const line = lines.find((text) => text.includes('execution-ended')) ?? '';
  return Number(/"handled":(\d+)/.exec(line)?.[1]);
}

function goodput(who: string, { answered }: Steady): Row {
  return judge({
    name: `answered under a limit of ${PER_SECOND} a second, ${who}`,
    unit: 'calls/s',
    ours: answered / STEADY_SECONDS,
    reference: PER_SECOND,
    ratio: 'share',
    target: { atLeast: 0.95 },
  });
}

function refusals(who: string, { answered, refused }: Steady, atMost: number): Row {
  return judge({
    name: `refused beside answered, ${who}`,
    unit: 'calls',
    ours: refused,
    reference: answered,
    ratio: 'share',
    target: { atMost },
  });
}

function deliveries(storms: readonly Storm[]): Row {
  return judge({
    name: 'messages beside their deliveries, under that limit',
    unit: 'messages',
    ours: storms.reduce((sum, { messages }) => sum + messages, 0),
    reference: storms.reduce((sum, { deliveries: given }) => sum + given, 0),
    ratio: 'share',
    target: { atLeast: 1 },
  });
}

function convergence(what: string, seconds: number): Row {
  return judge({
    name: `until nine tenths of a limit that ${what} are used, beside 10 s`,
    unit: 's',
    ours: seconds,
    reference: 10,
    ratio: 'share',
    target: { atMost: 1 },
  });
}
