/** What is asked of every rendering, in the order of the report. */
export const CHECKS = [
  'limits',
  'syntax',
  'repeated pairs',
  'loose ends',
  'empty slots',
  'untraceable',
  'form',
  'other facts',
] as const;

export type Check = (typeof CHECKS)[number];

export type Violation = {
  readonly check: Check;
  /** For a person: the target, what is wrong with it and the text. */
  readonly what: string;
};

/** Faults of one kind. */
export function faultsOf(check: Check, faults: readonly string[]): Violation[] {
  return faults.map((what) => ({ check, what }));
}
