const WIDTH = 24;
/** The rate is that of so many images before: what was slow to start soon counts no more. */
const RATE_OVER = 200;
/** The first to be done tell nothing of the rest: they waited for everything to start. */
const FEW = 10;
/** Where a line is not drawn over, one now and then is enough. */
const PLAIN_LINE_MS = 10_000;

export type Step = {
  /** @default false */
  readonly failed?: boolean;
};

export type Progress = {
  /** One more is done. */
  step(step?: Step): void;
  /** Takes the bar away, for other lines to be written; the next step draws it again. */
  clear(): void;
};

export type ProgressOptions = {
  readonly total: number;
  /** Something to say behind the figures: what it has cost. */
  readonly note?: () => string;
  /** Says so now and then where there is no terminal to draw a bar on. */
  readonly plainLines?: boolean;
  readonly stream?: NodeJS.WriteStream;
};

/** A progress bar on a terminal; elsewhere plain lines, or nothing where results are progress enough. */
export function createProgress(options: ProgressOptions): Progress {
  const { total, note = () => '', plainLines = false, stream = process.stderr } = options;
  let [done, failed] = [0, 0];
  const times = [performance.now()];
  const figures = () => {
    const since = times.at(-RATE_OVER - 1) ?? times[0] ?? 0;
    const rate = Math.min(done, RATE_OVER) / Math.max((performance.now() - since) / 1000, 0.001);
    return { done, failed, total, rate };
  };
  if (stream.isTTY) {
    const draw = () => stream.write(`\r\x1b[K${fit(bar(figures()) + note(), stream.columns)}`);
    draw();
    return { step: stepper(draw), clear: () => void stream.write('\r\x1b[K') };
  }
  let toldAt = performance.now();
  const tell = () => {
    const isDue = performance.now() - toldAt > PLAIN_LINE_MS;
    if (!plainLines || (!isDue && done !== total)) return;
    toldAt = performance.now();
    stream.write(`${summary(figures())}${note()}\n`);
  };
  return { step: stepper(tell), clear: () => {} };

  function stepper(show: () => void): Progress['step'] {
    return (step = {}) => {
      done += 1;
      if (step.failed) failed += 1;
      times.push(performance.now());
      if (times.length > 2 * RATE_OVER) times.splice(0, times.length - RATE_OVER - 1);
      show();
    };
  }
}

type Figures = {
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** Images a second. */
  readonly rate: number;
};

/** `[██████······] 5/10, 1 failed, 2.5 images/s, 2 s left` */
export function bar(figures: Figures): string {
  const filled = Math.round((WIDTH * figures.done) / Math.max(figures.total, 1));
  return `[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${summary(figures)}`;
}

/** `5/10, 1 failed, 2.5 images/s, 2 s left` */
export function summary({ done, failed, total, rate }: Figures): string {
  const count = (number: number) => number.toLocaleString('en-US');
  const isTelling = done >= Math.min(FEW, total / 2);
  return [
    `${count(done)}/${count(total)}`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    `${rate.toFixed(1)} images/s`,
    ...(isTelling && done < total ? [`${duration(((total - done) / rate) * 1000)} left`] : []),
  ].join(', ');
}

/** `45 s`, `3 min 20 s`, `2 h 5 min` */
export function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A line that breaks could not be drawn over. */
function fit(line: string, columns: number | undefined): string {
  return columns !== undefined && line.length >= columns ? `${line.slice(0, columns - 2)}…` : line;
}
