/** The message ids of the last while: two generations, so that forgetting the old ones costs nothing. */
export type Duplicates = {
  readonly windowMs: number;
  current: Map<string, number>;
  previous: Map<string, number>;
  startedAt: number;
};

/** No ids seen yet; a window of 0 sees none ever. */
export function createDuplicates(windowMs: number, now: number): Duplicates {
  return { windowMs, current: new Map(), previous: new Map(), startedAt: now };
}

/** Whether the id was seen within the window; if not, it is seen from now on. */
export function isDuplicate(duplicates: Duplicates, messageId: string, now: number): boolean {
  if (duplicates.windowMs <= 0) return false;
  if (now - duplicates.startedAt >= duplicates.windowMs) {
    duplicates.previous = duplicates.current;
    duplicates.current = new Map();
    duplicates.startedAt = now;
  }
  const seenAt = duplicates.current.get(messageId) ?? duplicates.previous.get(messageId);
  if (seenAt !== undefined && now - seenAt < duplicates.windowMs) return true;
  duplicates.current.set(messageId, now);
  return false;
}
