import { Problem } from '../problem.ts';

/** How long a fetch lives: `signal` aborts when it is over, for whichever reason. */
export type Lifetime = {
  readonly signal: AbortSignal;
  end(): void;
};

/**
 * A lifetime that ends with `end`, with the reason of `caller` when that aborts, or after `deadlineMs`
 * with a {@link Problem}, whichever is first.
 */
export function startLifetime(deadlineMs: number, caller: AbortSignal): Lifetime {
  const controller = new AbortController();
  const giveUp = () => controller.abort(caller.reason);
  const timer = setTimeout(() => {
    const detail = `The image was not here within ${deadlineMs / 1000} s.`;
    controller.abort(new Problem('url-refused', detail));
  }, deadlineMs);
  caller.addEventListener('abort', giveUp);
  if (caller.aborted) giveUp();
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', giveUp);
      controller.abort();
    },
  };
}
