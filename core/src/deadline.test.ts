import { describe, expect, it } from 'vitest';
import { DeadlineError, withDeadline } from './deadline.ts';

const never = () => new Promise<never>(() => {});

describe('a deadline', () => {
  it('gives what the work gives in time', async () => {
    expect(await withDeadline('counting', 1000, async () => 3)).toBe(3);
  });

  it('ends work that never does, says what it was, and aborts it', async () => {
    let aborted: AbortSignal | undefined;
    const late = withDeadline('receiving', 5, (signal) => {
      aborted = signal;
      return never();
    });

    await expect(late).rejects.toThrow(new DeadlineError('receiving', 5));
    expect(aborted?.aborted).toBe(true);
  });

  it('gives work up when the outside aborts, even if the work does not', async () => {
    const outer = new AbortController();
    const waiting = withDeadline('reading', 1000, never, outer.signal);

    outer.abort(new RangeError('stopping'));

    await expect(waiting).rejects.toThrow('stopping');
  });

  it('does not begin what is given up already', async () => {
    let begun = false;
    const work = async () => {
      begun = true;
    };

    await expect(withDeadline('reading', 1000, work, AbortSignal.abort())).rejects.toThrow();
    expect(begun).toBe(false);
  });

  it('leaves the error of the work as it is', async () => {
    const failing = withDeadline('writing', 1000, async () => {
      throw new RangeError('full');
    });

    await expect(failing).rejects.toThrow(RangeError);
  });
});
