/** A wrong call; `help` shows the right one. The command ends with exit status 2. */
export class UsageError extends Error {
  readonly help: string;

  constructor(message: string, help: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'UsageError';
    this.help = help;
  }
}
