import { oneOf } from '../one-of.ts';
import { readOptions } from '../read-options.ts';
import { readCall } from '../usage-error.ts';
import { ENVIRONMENTS, type EnvironmentName } from './environment.ts';
import { FEATURES, VISIONS, type Workload } from './usage.ts';

const SKUS = ['F0', 'S1'] as const;

const HELP = `blobscribe cost --images N[,N…] [options]

What a month costs on Azure, by service, with the free grants taken off. Sizes
come from infra/bicep, everything else from one table, docs/prices.json: list
prices there were not verified; edit them.
Example: npm run cost -- --images 10000,1000000

  --images N          images a month; several make columns; 0 is a quiet month
  --environment NAME  ${ENVIRONMENTS.join(' or ')}; default production
  --vision NAME       ${VISIONS.join(', ')}; default azure-vision
  --features LIST     what is billed of azure-vision, with commas; default all:
                      ${FEATURES.join(', ')}
  --sku F0|S1         of azure-vision; default that of the environment
  --repeats PERCENT   images whose file was analysed before; default 0
  --per-visit N       images that come together; default that of the table
  --prices FILE       another table than docs/prices.json
  --json              print one line of JSON for each N
  --help              this text

Exit status: 0, 1 if it cannot be told, 2 wrong call.
`;

export type CostArguments = Omit<Workload, 'images'> & {
  readonly help: string | undefined;
  readonly images: readonly number[];
  readonly environment: EnvironmentName;
  readonly sku: 'F0' | 'S1' | undefined;
  readonly perVisit: number | undefined;
  readonly prices: string | undefined;
  readonly json: boolean;
};

const OPTIONS = {
  images: { type: 'string' },
  environment: { type: 'string', default: 'production' },
  vision: { type: 'string', default: 'azure-vision' },
  features: { type: 'string' },
  sku: { type: 'string' },
  repeats: { type: 'string', default: '0' },
  'per-visit': { type: 'string' },
  prices: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** @throws {UsageError} that says what is wrong with the call. */
export function readArguments(args: string[]): CostArguments {
  const { values } = readOptions(args, OPTIONS, { help: HELP, words: false });
  return readCall(HELP, () => check(values));
}

type Values = ReturnType<typeof readOptions<typeof OPTIONS>>['values'];

function check(values: Values): CostArguments {
  const { help, images, features, json, prices, sku } = values;
  if (!help && images === undefined) throw new Error('say how many images a month: --images N');
  const vision = oneOf('--vision', values.vision, VISIONS);
  if (features !== undefined && vision !== 'azure-vision') {
    throw new Error(`--features is for azure-vision: ${vision} has none that are billed`);
  }
  const perVisit = values['per-visit'];
  return {
    help: help ? HELP : undefined,
    images: (images ?? '0').split(',').map((text) => whole('--images', text, 0)),
    environment: oneOf('--environment', values.environment, ENVIRONMENTS),
    vision,
    features:
      features === undefined
        ? FEATURES
        : [...new Set(features.split(','))].map((name) => oneOf('--features', name, FEATURES)),
    sku: sku === undefined ? undefined : oneOf('--sku', sku, SKUS),
    repeats: percent(values.repeats),
    perVisit: perVisit === undefined ? undefined : whole('--per-visit', perVisit, 1),
    prices,
    json,
  };
}

function whole(flag: string, text: string, least: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least)) throw new Error(`${flag} ${text}: a whole number from ${least} is needed`);
  return value;
}

function percent(text: string): number {
  const value = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= 100)) throw new Error(`--repeats ${text}: a number from 0 to 100 is needed`);
  return value / 100;
}
