import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** Where a number comes from; a list price is from memory of the price pages and was not verified. */
const TAGS = ['counted', 'measured', 'documented', 'assumed', 'list price'] as const;

const assumptionSchema = z.strictObject({
  value: z.number().nonnegative(),
  unit: z.string(),
  tag: z.enum(TAGS),
  source: z.string(),
});

const pricesSchema = z.strictObject({
  currency: z.string(),
  assumptions: z.record(z.string(), assumptionSchema),
});

export type PriceFile = z.infer<typeof pricesSchema>;

/** The value of an assumption. @throws {Error} if the file has none of this name. */
export type Prices = (name: string) => number;

export const PRICES_FILE = new URL('../../../docs/prices.json', import.meta.url);

/**
 * Reads the table of assumptions.
 * @throws {Error} that names the file, if it is not there or something in it is wrong.
 */
export async function readPrices(file: URL | string = PRICES_FILE): Promise<PriceFile> {
  const name = file instanceof URL ? file.pathname : file;
  try {
    return pricesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new Error(`the prices in ${name} cannot be used: ${reason}`, { cause });
  }
}

/** Looks values up by name. */
export function pricesOf({ assumptions }: PriceFile): Prices {
  return (name) => {
    const found = Object.hasOwn(assumptions, name) ? assumptions[name] : undefined;
    if (!found) throw new Error(`the table of prices has no ${name}`);
    return found.value;
  };
}
