import { costText } from '../cost.ts';
import { readPrices } from './prices.ts';
import { readArguments } from './read-arguments.ts';

/** The calls whose output docs/cost.md shows, each in the block of its name. */
const CALLS: Readonly<Record<string, string>> = {
  figures: '--images 0,1000,100000,10000000',
  alone: '--images 1000,100000 --per-visit 1',
  features: '--images 100000 --features caption,tags',
  repeats: '--images 100000 --repeats 50',
  model: '--images 100000 --vision openai',
  free: '--images 0,800 --environment staging --sku F0',
};

const BLOCK = /(<!-- cost:(\w+) -->\n)[\s\S]*?(<!-- \/cost -->)/g;

/**
 * docs/cost.md with its blocks written anew: what the command prints, and the table of assumptions.
 * @throws {Error} if a block has a name that stands for nothing.
 */
export async function withCostBlocks(text: string): Promise<string> {
  const names = Array.from(text.matchAll(BLOCK), ([, , name = '']) => name);
  const blocks = new Map<string, string>();
  for (const name of new Set(names)) blocks.set(name, await blockOf(name));
  return text.replaceAll(BLOCK, (_, start: string, name: string, end: string) => {
    return `${start}${blocks.get(name)}${end}`;
  });
}

async function blockOf(name: string): Promise<string> {
  if (name === 'assumptions') return assumptionTable();
  const call = CALLS[name];
  if (call === undefined) throw new Error(`nothing stands for the block cost:${name}`);
  const printed = await costText(readArguments(call.split(' ')));
  return `\n\`\`\`console\n$ npm run -s cost -- ${call}\n${printed}\`\`\`\n\n`;
}

/** In the form that the formatter gives tables. */
async function assumptionTable(): Promise<string> {
  const { assumptions } = await readPrices();
  const rows = Object.entries(assumptions).map(([name, { value, unit, tag, source }]) => {
    const shown = value.toLocaleString('en-US', { maximumFractionDigits: 6 });
    return [`\`${name}\``, shown, unit, tag, source.replaceAll('|', '\\|')];
  });
  const head = ['name', 'value', 'unit', 'tag', 'source'];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 1 ? cell.padStart(width) : cell.padEnd(width);
    });
    return `| ${padded.join(' | ')} |\n`;
  };
  const rule = widths.map((width, column) =>
    column === 1 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return `\n${[head, rule, ...rows].map(line).join('')}\n`;
}
