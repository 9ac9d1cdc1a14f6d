/**
 * `throttled`: the service takes no more for now. `trouble`: it did not answer, or not in whole.
 * `nonsense`: it answered, and will want to be paid for it, but nothing can be made of the answer.
 */
export type TransientKind = 'throttled' | 'trouble' | 'nonsense';

/** A call that may go well another time. */
export class TransientError extends Error {
  readonly kind: TransientKind;
  /** When the service would like to be asked again. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: TransientKind,
    message: string,
    options: { retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'TransientError';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The service does not know us, or not yet: a role takes minutes to arrive. */
export class AccessDenied extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AccessDenied';
  }
}
