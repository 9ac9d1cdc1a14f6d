import { resolve } from 'node:path';
import type { SucceededDocument } from '@blobscribe/core/prompt-document';
import { pricesOf, readPrices } from '../cost/prices.ts';
import { remoteApi } from '../with-api.ts';
import { type Budget, createBudget } from './budget.ts';
import { estimateLines, expectedAtMost } from './estimate.ts';
import { findLooker } from './find-looker.ts';
import type { Plan } from './plan.ts';
import { paidPrice } from './price.ts';
import { type BatchArguments, HELP } from './read-arguments.ts';

/** What a run may cost, and what it has cost. */
export type Costs = {
  readonly budget: Budget;
  /** Whether any image may cost anything. */
  readonly mayCost: boolean;
  priceOf(document: SucceededDocument): number | undefined;
  /** What is to be done and about what it will cost, in lines for a person. */
  estimate(plan: Plan, sent: number): string[];
  /** `, USD 0.12`, or nothing where nothing can cost anything. */
  text(): string;
};

/** Finds out who is going to look at the images, and at what prices. */
export async function findCosts(
  { place, maxImages, maxCost, outputs }: BatchArguments,
  environment: NodeJS.ProcessEnv,
): Promise<Costs> {
  const table = await readPrices();
  const price = pricesOf(table);
  const { currency } = table;
  const { target } = outputs;
  const isRemote = remoteApi(place, environment, HELP) !== undefined;
  const looker = await findLooker(resolve(place.data), isRemote, environment);
  const expected = expectedAtMost(looker, target, price);
  const budget = createBudget({ maxImages, maxCost, expected });
  return {
    budget,
    mayCost: expected > 0,
    priceOf: (document) => paidPrice(document, price),
    estimate: (plan, sent) => estimateLines(plan, sent, { looker, target, price, currency }),
    text() {
      const { cost, unpriced } = budget.spent();
      if (expected === 0 && cost === 0) return '';
      const more = unpriced > 0 ? ` and ${unpriced} images of unknown price` : '';
      return `, ${currency} ${cost.toFixed(2)}${more}`;
    },
  };
}
