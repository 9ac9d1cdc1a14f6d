/** A screen reader is told no more often than this, or it would never come to an end. */
const INTERVAL_MS = 1_500;

/** Says the latest sentence in a live region, at most one in a while. */
export function createAnnouncer(region: HTMLElement): (sentence: string) => void {
  let waiting: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(): void {
    timer = undefined;
    if (waiting === undefined) return;
    region.textContent = waiting;
    waiting = undefined;
    timer = setTimeout(say, INTERVAL_MS);
  }

  return (sentence) => {
    waiting = sentence;
    if (timer === undefined) say();
  };
}
