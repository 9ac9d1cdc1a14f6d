import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { costText } from '../cost.ts';
import { UsageError } from '../usage-error.ts';
import { billOf } from './bill.ts';
import { withCostBlocks } from './cost-blocks.ts';
import { readEnvironment } from './environment.ts';
import { pricesOf, readPrices } from './prices.ts';
import { readArguments } from './read-arguments.ts';
import { FEATURES, type Workload } from './usage.ts';

const WORKLOAD: Workload = { images: 0, vision: 'azure-vision', features: FEATURES, repeats: 0 };

async function billFor(workload: Partial<Workload>, changes: Record<string, number> = {}) {
  const prices = pricesOf(await readPrices());
  const price = (name: string) => changes[name] ?? prices(name);
  return billOf({ ...WORKLOAD, ...workload }, await readEnvironment('production'), price);
}

const amountOf = ({ lines }: Awaited<ReturnType<typeof billFor>>, service: string) =>
  lines.find((line) => line.service === service)?.amount;

it('docs/cost.md shows what the command prints (npm run docs writes it)', async () => {
  const text = await readFile(new URL('../../../docs/cost.md', import.meta.url), 'utf8');

  expect(text).toBe(await withCostBlocks(text));
});

describe('a month', () => {
  it('without images costs what runs anyway', async () => {
    const bill = await billFor({});

    expect(bill.vision).toBe(0);
    expect(amountOf(bill, 'Container Apps, job')).toBe(0);
    expect(amountOf(bill, 'Service Bus, base')).toBeCloseTo(730 * 0.0135);
  });

  it('pays for each feature of each image, but not of those analysed before', async () => {
    const bill = await billFor({ images: 10_000, features: ['caption', 'tags'], repeats: 0.4 });

    expect(bill.vision).toBeCloseTo((10_000 * 0.6 * 2.5) / 1000);
  });

  it('pays nothing for a free grant, and each second beyond it', async () => {
    const within = await billFor({ images: 20_000 });
    const beyond = await billFor({ images: 20_000 }, { freeVcpuSeconds: 0, freeGibSeconds: 0 });

    expect(amountOf(within, 'Container Apps, job')).toBe(0);
    const { seconds, vcpu, gib } = beyond.usage.job;
    expect(amountOf(beyond, 'Container Apps, job')).toBeCloseTo(
      seconds * (vcpu * 0.000024 + gib * 0.000003),
    );
  });

  it('never bills one execution for longer than it lasts', async () => {
    const { usage } = await billFor({ images: 5_000_000 });

    expect(usage.job.seconds).toBe(730 * 3600);
  });

  it('is refused where the free vision resource does not give so much', async () => {
    const call = (images: string) =>
      costText(readArguments(['--images', images, '--sku', 'F0', '--environment', 'staging']));

    expect(await call('833')).toContain('Total');
    await expect(call('834')).rejects.toThrow('F0 gives 5000 transactions a month');
  });
});

describe('a wrong call', () => {
  it.each([
    [[], 'say how many images'],
    [['--images', '1e6'], '--images 1e6: a whole number'],
    [['--images', '-1'], 'images'],
    [
      ['--images', '1', '--environment', 'test'],
      '--environment test: there is production, staging',
    ],
    [['--images', '1', '--features', 'faces'], '--features faces: there is caption'],
    [
      ['--images', '1', '--vision', 'openai', '--features', 'tags'],
      '--features is for azure-vision',
    ],
    [['--images', '1', '--repeats', '101'], '--repeats 101: a number from 0 to 100'],
    [['--images', '1', '--per-visit', '0'], '--per-visit 0: a whole number from 1'],
    [['--imags', '1'], '--imags'],
  ])('says what is wrong: %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(message);
  });

  it('names the file of prices that cannot be used, and what in it', async () => {
    const file = new URL('../../../package.json', import.meta.url).pathname;

    await expect(readPrices(file)).rejects.toThrow(/package\.json cannot be used: [\s\S]*currency/);
  });
});
