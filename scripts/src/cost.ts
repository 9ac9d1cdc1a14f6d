import { billOf } from './cost/bill.ts';
import { type Column, costTable } from './cost/cost-table.ts';
import { type Environment, readEnvironment } from './cost/environment.ts';
import { type PriceFile, pricesOf, readPrices } from './cost/prices.ts';
import { type CostArguments, readArguments } from './cost/read-arguments.ts';

/** The command `cost`; returns its exit status. */
export async function cost(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  if (wanted.help !== undefined) {
    process.stdout.write(wanted.help);
    return 0;
  }
  process.stdout.write(await costText(wanted));
  return 0;
}

function notes(columns: readonly Column[], { sweeper }: Environment): string {
  return columns
    .filter(({ bill }) => bill.usage.sweepNeeds > sweeper.timeoutSeconds)
    .map(({ images, bill }) => {
      const [needed, most] = [bill.usage.sweepNeeds / 60, sweeper.timeoutSeconds / 60];
      return `${images.toLocaleString('en-US')}: a sweep would need ${needed.toFixed(0)} minutes and is killed after ${most}: docs/scaling.md\n`;
    })
    .join('');
}

/** What the command prints. */
export async function costText(wanted: CostArguments): Promise<string> {
  const file = withVisits(await readPrices(wanted.prices), wanted.perVisit);
  const environment = await readEnvironment(wanted.environment);
  const place = { ...environment, visionSku: wanted.sku ?? environment.visionSku };
  const price = pricesOf(file);
  const columns = wanted.images.map((images) => ({
    images,
    bill: billOf({ ...wanted, images }, place, price),
  }));
  if (!wanted.json) return costTable(columns, file.currency) + notes(columns, place);
  const { currency } = file;
  const { vision, features, repeats } = wanted;
  const call = { environment: environment.name, currency, vision, features, repeats };
  return columns
    .map(({ images, bill }) => `${JSON.stringify({ ...call, images, ...bill })}\n`)
    .join('');
}

function withVisits(file: PriceFile, perVisit: number | undefined): PriceFile {
  const { imagesPerVisit } = file.assumptions;
  if (perVisit === undefined || !imagesPerVisit) return file;
  const changed = { ...imagesPerVisit, value: perVisit };
  return { ...file, assumptions: { ...file.assumptions, imagesPerVisit: changed } };
}
