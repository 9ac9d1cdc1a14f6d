/** The moments at which an execution can be made to die, in the order of an image's way. */
export const FAIL_POINTS = [
  'after-receive',
  'mid-download',
  'in-decode',
  'before-analysis',
  'after-analysis',
  'mid-write',
  'before-complete',
  'during-complete',
] as const;

export type FailPoint = (typeof FAIL_POINTS)[number];

let armed: { readonly point: string; left: number } | undefined;

/**
 * Makes this process kill itself (SIGKILL: no handler runs, nothing is flushed) when it comes to a point
 * for the n-th time, as `<point>:<n>` says: how the fault bench shows that a crash loses nothing.
 * Without a text nothing is armed.
 */
export function armFailPoint(text: string | undefined): void {
  const [point = '', count = '1'] = text?.split(':') ?? [];
  armed = point === '' ? undefined : { point, left: Number(count) };
}

/** Nothing at all, unless this point is armed. */
export function failPoint(point: FailPoint): void {
  if (armed?.point !== point) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}
