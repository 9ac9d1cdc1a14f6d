import { resolve } from 'node:path';
import { chooseImages } from '../choose-images.ts';
import { confirm } from '../confirm.ts';
import { pricesOf, readPrices } from '../cost/prices.ts';
import type { ImageFile } from '../find-images.ts';
import { createProgress, duration, type Progress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { remoteApi, withApi } from '../with-api.ts';
import { createBudget } from './budget.ts';
import { type Content, readContents } from './content.ts';
import { estimateLines, expectedAtMost } from './estimate.ts';
import { findLooker } from './find-looker.ts';
import { openFolderOutputs } from './folder-outputs.ts';
import type { Journal } from './journal.ts';
import { type Plan, planBatch } from './plan.ts';
import { paidPrice } from './price.ts';
import { type BatchArguments, HELP } from './read-arguments.ts';
import { createReport } from './report.ts';
import { createResults, type Results } from './results.ts';
import { sendAll } from './send-all.ts';

export type FolderJob = {
  readonly wanted: BatchArguments;
  readonly folder: string;
  /** All that the folder holds. */
  readonly images: readonly ImageFile[];
  readonly journal: Journal;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** For a person. */
  readonly tell: (line: string) => void;
  /** For a program. */
  readonly print: (line: string) => void;
};

/** Brings every image of a folder to its words, as far as that is wanted; the exit status. */
export async function describeFolder(job: FolderJob): Promise<number> {
  const { wanted, folder, images, journal, signal, tell, print } = job;
  const startedAt = performance.now();
  const outputs = await openFolderOutputs(folder, images, wanted.outputs, journal);
  const chosen = chooseImages(images, wanted);
  const { contents, unreadable } = await readContents(chosen, signal);
  const plan = await planBatch(contents, journal, {
    retryFailed: wanted.retryFailed,
    recordsOnly: wanted.outputs.retarget,
    isKept: outputs.isKept,
  });
  const report = createReport(wanted.json, print);
  const results = createResults({ journal, report, outputs, words: wanted.outputs });

  for (const { file, why } of unreadable) report.add(file, { status: 'failed', why });
  for (const content of plan.kept) results.end(content, { status: 'kept' });
  for (const content of plan.failed) {
    results.end(content, { status: 'failed', why: whyOf(journal, content) });
  }
  for (const content of plan.done) {
    const record = await journal.read(content.sha256);
    if (record) await results.record(content, record);
  }
  const spent = await send(job, plan, results);
  for (const content of contents) results.end(content, { status: 'left' });

  const described = contents.filter(({ sha256 }) => journal.find(sha256));
  const written = await outputs.finish(() => results.rows(described));
  const [good, left] = [report.count('succeeded'), report.count('left')];
  const took = duration(performance.now() - startedAt);
  const count = (number: number) => number.toLocaleString('en-US');
  tell(`${count(good)} of ${count(chosen.length)} images have words (${took}${spent}).`);
  if (left > 0) tell(`${count(left)} were not sent: run again for them.`);
  for (const line of [...written, ...report.failureLines()]) tell(line);
  return report.count('failed') > 0 ? 1 : 0;
}

function whyOf(journal: Journal, { sha256 }: Content): string {
  const known = journal.find(sha256);
  return known?.status === 'failed' ? known.why : '';
}

/** Sends what is to be sent, once it is said what that may cost; what it did cost, for a person. */
async function send(job: FolderJob, plan: Plan, results: Results): Promise<string> {
  const { wanted, journal, environment, signal, tell } = job;
  const { place, maxImages, maxCost, outputs } = wanted;
  const table = await readPrices();
  const price = pricesOf(table);
  const isRemote = remoteApi(place, environment, HELP) !== undefined;
  const looker = await findLooker(resolve(place.data), isRemote, environment);
  const expected = expectedAtMost(looker, outputs.target, price);
  const budget = createBudget({ maxImages, maxCost, expected });
  const sent = outputs.retarget ? 0 : Math.min(plan.fresh.length, maxImages ?? plan.fresh.length);
  const { target } = outputs;
  const { currency } = table;
  for (const line of estimateLines(plan, sent, { looker, target, price, currency })) tell(line);
  if (outputs.retarget || sent + plan.open.length === 0) return '';
  if (expected > 0 && sent > 0 && !wanted.yes) await askToGoOn();

  const costText = () => {
    const { cost, unpriced } = budget.spent();
    if (expected === 0 && cost === 0) return '';
    const more = unpriced > 0 ? ` and ${unpriced} images of unknown price` : '';
    return `, ${currency} ${cost.toFixed(2)}${more}`;
  };
  let progress: Progress | undefined;
  const tellBeside = (line: string) => {
    progress?.clear();
    tell(line);
  };
  const contents = new Map(
    [...plan.done, ...plan.failed, ...plan.unfinished, ...plan.fresh].map((content) => [
      content.sha256,
      content,
    ]),
  );
  const contentOf = (sha256: string) => contents.get(sha256);
  await withApi(place, { environment, tell: tellBeside, signal }, HELP, async (api) => {
    progress = createProgress({
      total: sent + plan.unfinished.length,
      note: costText,
      plainLines: true,
    });
    const sending = {
      api,
      journal,
      contents,
      options: outputs.options,
      budget,
      priceOf: (document: Parameters<typeof paidPrice>[0]) => paidPrice(document, price),
      onEnded: (status: 'succeeded' | 'failed') => progress?.step({ failed: status === 'failed' }),
      onRecord: async (sha256: string, record: Parameters<Results['record']>[1]) => {
        const content = contentOf(sha256);
        if (content) await results.record(content, record);
      },
      onTrouble: (sha256: string, why: string) => {
        const content = contentOf(sha256);
        if (content) results.end(content, { status: 'failed', why });
      },
    };
    await sendAll(sending, plan).finally(progress.clear);
  });
  return costText();
}

/** @throws {UsageError} if there is nobody to ask. @throws {Error} if the answer is no. */
async function askToGoOn(): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(
      'this may cost money, and there is no terminal to ask on: say --yes',
      HELP,
    );
  }
  if (!(await confirm('Go on?'))) throw new Error('nothing was sent');
}
