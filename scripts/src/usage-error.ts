/** A wrong call; `help` shows the right one. The command ends with exit status 2. */
export class UsageError extends Error {
  readonly help: string;

  constructor(message: string, help: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'UsageError';
    this.help = help;
  }
}

/**
 * What `read` makes of a call.
 * @throws {UsageError} with `help` for whatever it throws.
 */
export function readCall<T>(help: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), help, { cause });
  }
}
