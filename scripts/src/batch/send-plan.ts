import { confirm } from '../confirm.ts';
import { createProgress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { type Surroundings, withApi } from '../with-api.ts';
import type { Content } from './content.ts';
import type { Costs } from './costs.ts';
import type { Journal } from './journal.ts';
import type { Plan } from './plan.ts';
import { type BatchArguments, HELP } from './read-arguments.ts';
import type { Results } from './results.ts';
import { sendAll } from './send-all.ts';

export type PlanJob = Surroundings & {
  readonly wanted: BatchArguments;
  readonly journal: Journal;
};

/**
 * Sends what is to be sent, once it is said what that may cost, and agreed to where it costs money.
 * @throws {UsageError} if there is nobody to agree. @throws {Error} if nobody does.
 */
export async function sendPlan(
  job: PlanJob,
  plan: Plan,
  results: Results,
  costs: Costs,
): Promise<void> {
  const { wanted, tell } = job;
  const { maxImages = plan.fresh.length, outputs } = wanted;
  if (outputs.retarget) return;
  const sent = Math.min(plan.fresh.length, maxImages);
  for (const line of costs.estimate(plan, sent)) tell(line);
  if (sent + plan.open.length === 0) return;
  if (costs.mayCost && sent > 0 && !wanted.yes) await askToGoOn();

  let clear = () => {};
  const tellBeside = (line: string) => {
    clear();
    tell(line);
  };
  await withApi(wanted.place, { ...job, tell: tellBeside }, HELP, async (api) => {
    const total = sent + plan.unfinished.length;
    const progress = createProgress({ total, note: costs.text, plainLines: true });
    clear = progress.clear;
    const awaited = new Set([...plan.unfinished, ...plan.fresh].map(({ sha256 }) => sha256));
    const onEnded = (sha256: string, status: 'succeeded' | 'failed') => {
      if (awaited.delete(sha256)) progress.step({ failed: status === 'failed' });
    };
    const { journal } = job;
    const { budget, priceOf } = costs;
    const { options } = outputs;
    const told = tellResults(plan, results);
    const sending = { api, journal, options, budget, priceOf, onEnded, ...told };
    await sendAll(sending, plan).finally(progress.clear);
  });
}

/** What is told of an image by its content, as far as that is in the folder. */
function tellResults({ done, failed, unfinished, fresh }: Plan, results: Results) {
  const all = [...done, ...failed, ...unfinished, ...fresh];
  const contents = new Map<string, Content>(all.map((content) => [content.sha256, content]));
  return {
    contents,
    async onRecord(sha256: string, record: Parameters<Results['record']>[1]) {
      const content = contents.get(sha256);
      if (content) await results.record(content, record);
    },
    onTrouble(sha256: string, why: string) {
      const content = contents.get(sha256);
      if (content) results.end(content, { status: 'failed', why });
    },
  };
}

async function askToGoOn(): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(
      'this may cost money, and there is no terminal to ask on: say --yes',
      HELP,
    );
  }
  if (!(await confirm('Go on?'))) throw new Error('nothing was sent');
}
