import { createLimit, type Limit } from './limit.ts';

/** How much of each kind is under way at a time. */
export type Limits = {
  readonly uploads: Limit;
  readonly documents: Limit;
  /** Streams and long polls: a browser opens six connections to a host over HTTP/1.1, and some must stay free. */
  readonly waits: Limit;
};

/** The limits that all sending shares. */
export function createLimits(): Limits {
  return { uploads: createLimit(4), documents: createLimit(3), waits: createLimit(3) };
}
