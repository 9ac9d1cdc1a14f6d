import type { ImageFile } from '../find-images.ts';
import { forTerminal, jsonForTerminal } from '../for-terminal.ts';

/** So many failures are named; `--json` names all. */
const MOST_NAMED = 20;

/** How a run ended for one file. */
export type Outcome =
  | { readonly status: 'succeeded'; readonly id: string; readonly text: string }
  | { readonly status: 'failed'; readonly why: string }
  /** Its side-cars are there. */
  | { readonly status: 'kept' }
  /** Not sent: a limit was reached, or nothing was to be sent. */
  | { readonly status: 'left' };

export type Report = {
  add(file: ImageFile, outcome: Outcome): void;
  /** The failures, in lines for a person. */
  failureLines(): string[];
  counts(): Readonly<Record<Outcome['status'], number>>;
};

/** Counts outcomes, and prints a line of JSON for each where that is wanted. */
export function createReport(json: boolean, print: (line: string) => void): Report {
  const counts = { succeeded: 0, failed: 0, kept: 0, left: 0 };
  const failures: string[] = [];
  return {
    add({ name }, outcome) {
      counts[outcome.status] += 1;
      if (json) print(jsonForTerminal({ file: name, ...outcome }));
      if (outcome.status !== 'failed' || failures.length === MOST_NAMED) return;
      failures.push(`  ${forTerminal(name)}: ${forTerminal(outcome.why)}`);
    },
    failureLines() {
      const more = counts.failed - failures.length;
      if (counts.failed === 0) return [];
      return [
        `${counts.failed.toLocaleString('en-US')} failed:`,
        ...failures,
        ...(more > 0 ? [`  and ${more.toLocaleString('en-US')} more (--json names all)`] : []),
      ];
    },
    counts: () => counts,
  };
}
