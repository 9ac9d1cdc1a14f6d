export type Slots = {
  /** Runs `work` when it is its turn: first come, first served. */
  run<T>(work: () => Promise<T>): Promise<T>;
};

/** At most `size` pieces of work at a time. */
export function createSlots(size: number): Slots {
  const waiting: (() => void)[] = [];
  let free = size;
  return {
    async run(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
