export type BudgetLimits = {
  readonly maxImages?: number | undefined;
  /** In the currency of the prices. */
  readonly maxCost?: number | undefined;
  /** What an image is expected to cost at most. */
  readonly expected: number;
};

export type Budget = {
  /** How many of `wanted` images may be sent now, and are held to be sent. */
  take(wanted: number): number;
  /** So many images that an earlier run sent are under way. */
  hold(count: number): void;
  /** So many images that were sent have ended, each at what it cost; undefined is a price not known. */
  settle(sent: number, prices: readonly (number | undefined)[]): void;
  /** What was spent, and on how many images without a known price besides. */
  spent(): { readonly cost: number; readonly unpriced: number };
};

/**
 * Keeps what is spent below a limit even if every image that is under way costs as much as is expected, or as
 * the dearest did. Where a cost is to be limited, an image of unknown price ends the sending.
 */
export function createBudget({ maxImages, maxCost, expected }: BudgetLimits): Budget {
  let sent = 0;
  let underWay = 0;
  let cost = 0;
  let unpriced = 0;
  let dearest = expected;

  function affordable(): number {
    if (maxCost === undefined) return Number.POSITIVE_INFINITY;
    if (unpriced > 0) return 0;
    return dearest === 0 ? Number.POSITIVE_INFINITY : (maxCost - cost) / dearest - underWay;
  }

  return {
    take(wanted) {
      const left = (maxImages ?? Number.POSITIVE_INFINITY) - sent;
      // A cent's fraction of rounding must not cost an image.
      const count = Math.max(0, Math.floor(Math.min(wanted, left, affordable()) + 1e-9));
      sent += count;
      underWay += count;
      return count;
    },
    hold(count) {
      underWay += count;
    },
    settle(ended, prices) {
      underWay -= ended;
      for (const price of prices) {
        if (price === undefined) unpriced += 1;
        cost += price ?? 0;
        dearest = Math.max(dearest, price ?? 0);
      }
    },
    spent: () => ({ cost, unpriced }),
  };
}
