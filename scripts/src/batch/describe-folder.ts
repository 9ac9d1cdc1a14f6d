import { chooseImages } from '../choose-images.ts';
import { counted } from '../counted.ts';
import type { ImageFile } from '../find-images.ts';
import { duration } from '../progress.ts';
import { type Content, readContents } from './content.ts';
import { findCosts } from './costs.ts';
import { openFolderOutputs } from './folder-outputs.ts';
import type { Journal } from './journal.ts';
import { type Plan, planBatch } from './plan.ts';
import { createReport, type Report } from './report.ts';
import { createResults, type Results } from './results.ts';
import { type PlanJob, sendPlan } from './send-plan.ts';

/** So many that reading them may take a while. */
const MANY = 1000;

export type FolderJob = PlanJob & {
  readonly folder: string;
  /** All that the folder holds. */
  readonly images: readonly ImageFile[];
  /** For a program; `tell` is for a person. */
  readonly print: (line: string) => void;
};

/** Brings every image of a folder to its words, as far as that is wanted; the exit status. */
export async function describeFolder(job: FolderJob): Promise<number> {
  const { wanted, folder, images, journal, environment, signal, tell, print } = job;
  const startedAt = performance.now();
  const outputs = await openFolderOutputs(
    { folder, named: wanted.folder },
    images,
    wanted.outputs,
    journal,
  );
  const chosen = chooseImages(images, wanted);
  if (chosen.length > MANY) tell(`Reading ${counted(chosen.length, 'image')} …`);
  const { contents, unreadable } = await readContents(chosen, signal);
  const plan = await planBatch(contents, journal, {
    retryFailed: wanted.retryFailed,
    isKept: outputs.isKept,
  });
  const report = createReport(wanted.json, print);
  const results = createResults({ journal, report, outputs, words: wanted.outputs });

  for (const { file, why } of unreadable) report.add(file, { status: 'failed', why });
  await tellKnown(plan, journal, results);
  const costs = await findCosts(wanted, environment);
  await sendPlan(job, plan, results, costs);
  for (const content of contents) results.end(content, { status: 'left' });

  const written = await outputs.finish(() => results.rows(contents));
  const took = `${duration(performance.now() - startedAt)}${costs.text()}`;
  for (const line of [...summaryLines(report, took), ...written, ...report.failureLines()]) {
    tell(line);
  }
  return report.counts().failed > 0 ? 1 : 0;
}

/** What needs nobody to be asked. */
async function tellKnown(plan: Plan, journal: Journal, results: Results): Promise<void> {
  for (const content of plan.kept) results.end(content, { status: 'kept' });
  for (const content of plan.failed) {
    results.end(content, { status: 'failed', why: whyOf(journal, content) });
  }
  for (const content of plan.done) {
    const record = await journal.read(content.sha256);
    if (record) await results.record(content, record);
  }
}

function whyOf(journal: Journal, { sha256 }: Content): string {
  const known = journal.find(sha256);
  return known?.status === 'failed' ? known.why : '';
}

function summaryLines(report: Report, took: string): string[] {
  const { succeeded, failed, kept, left } = report.counts();
  const all = succeeded + failed + kept + left;
  const count = succeeded.toLocaleString('en-US');
  return [
    `${count} of ${counted(all, 'image')} ${all === 1 ? 'has' : 'have'} words (${took}).`,
    ...(kept > 0 ? [`${counted(kept, 'image')} left alone: the side-cars are there.`] : []),
    ...(left > 0 ? [`${counted(left, 'image')} not sent: run again to go on.`] : []),
  ];
}
