export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets `most` pieces of work run at a time; the others wait their turn. */
export function createLimit(most: number): Limit {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
