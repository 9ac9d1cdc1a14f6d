import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget } from './budget.ts';

describe('the budget of a run', () => {
  it('is without limits where none is set', () => {
    expect(createBudget({ expected: 1 }).take(200)).toBe(200);
  });

  it('sends so many images and no more', () => {
    const budget = createBudget({ maxImages: 250, expected: 1 });

    expect([budget.take(200), budget.take(200), budget.take(200)]).toEqual([200, 50, 0]);
  });

  it('holds for what is under way all that it may cost, and gives back what it did not', () => {
    const budget = createBudget({ maxCost: 1, expected: 0.1 });
    expect([budget.take(8), budget.take(8)]).toEqual([8, 2]);

    budget.settle(8, Array(8).fill(0));

    expect(budget.take(200)).toBe(8);
    expect(budget.spent()).toEqual({ cost: 0, unpriced: 0 });
  });

  it('learns from an image that cost more than expected, and not from cheap ones', () => {
    const dear = createBudget({ maxCost: 1, expected: 0.01 });
    dear.settle(dear.take(1), [0.1]);
    const cheap = createBudget({ maxCost: 1, expected: 0.1 });
    cheap.settle(cheap.take(1), [0.01]);

    expect(dear.take(200)).toBe(9);
    expect(cheap.take(200)).toBe(9);
  });

  it('is without end where an image costs nothing', () => {
    expect(createBudget({ maxCost: 0, expected: 0 }).take(200)).toBe(200);
  });

  it('ends the sending when a price is not known, if a cost is to be limited', () => {
    const limited = createBudget({ maxCost: 1, expected: 0.001 });
    limited.settle(limited.take(1), [undefined]);
    const unlimited = createBudget({ expected: 0.001 });
    unlimited.settle(unlimited.take(1), [undefined]);

    expect(limited.take(1)).toBe(0);
    expect(unlimited.take(1)).toBe(1);
    expect(unlimited.spent().unpriced).toBe(1);
  });

  it('never spends more than it may, while no image costs more than expected', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 0.001, max: 0.1, noNaN: true }),
        fc.array(fc.tuple(fc.nat(50), fc.double({ min: 0, max: 1, noNaN: true })), {
          maxLength: 30,
        }),
        (maxCost, expected, groups) => {
          const budget = createBudget({ maxCost, expected });
          for (const [wanted, share] of groups) {
            const count = budget.take(wanted);
            budget.settle(count, Array(count).fill(expected * share));
          }
          expect(budget.spent().cost).toBeLessThanOrEqual(maxCost + 1e-6);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
