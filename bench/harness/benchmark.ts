import type { Row } from './row.ts';

export type BenchmarkContext = {
  /** How often each side is measured. */
  readonly rounds: number;
  /** Says how far it is. */
  readonly say: (line: string) => void;
};

/** Some rows that are measured together. */
export type Benchmark = {
  readonly name: string;
  /** Short enough, and steady enough, to be looked at with each change. */
  readonly guards: boolean;
  readonly run: (context: BenchmarkContext) => Promise<readonly Row[]>;
};
