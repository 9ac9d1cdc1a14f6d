const WIDTH = 24;

export type Progress = {
  /** One more is done. */
  step(): void;
  /** Takes the bar away, for other lines to be written; the next step draws it again. */
  clear(): void;
};

/** A progress bar on a terminal; nothing elsewhere, where the lines of results are progress enough. */
export function createProgress(
  total: number,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  if (!stream.isTTY) return { step: () => {}, clear: () => {} };
  const startedAt = performance.now();
  let done = 0;
  const draw = () => stream.write(`\r\x1b[K${bar(done, total, performance.now() - startedAt)}`);
  draw();
  return {
    step: () => {
      done += 1;
      draw();
    },
    clear: () => void stream.write('\r\x1b[K'),
  };
}

/** `[██████······] 5/10  2.5 images/s, 2 s left` */
export function bar(done: number, total: number, elapsedMs: number): string {
  const filled = Math.round((WIDTH * done) / Math.max(total, 1));
  const blocks = '█'.repeat(filled) + '·'.repeat(WIDTH - filled);
  const rate = done / Math.max(elapsedMs / 1000, 0.001);
  const left = done === 0 ? '' : `, ${Math.ceil((total - done) / rate)} s left`;
  return `[${blocks}] ${done}/${total}  ${rate.toFixed(1)} images/s${left}`;
}
