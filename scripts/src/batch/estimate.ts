import type { Target } from '@blobscribe/core/options';
import type { PriceFile, Prices } from '../cost/prices.ts';
import { counted } from '../counted.ts';
import type { Content } from './content.ts';
import type { Plan } from './plan.ts';
import { expectedPrice } from './price.ts';

/** Who looks at the images where the words come from; undefined where that is not known from here. */
export type Looker = { readonly provider: string | undefined };

const NAMES: Readonly<Record<string, string>> = {
  'azure-vision': 'Azure AI Vision',
  openai: 'a vision model',
};

/** The dearest that an image may be, as far as it is known who looks. */
export function expectedAtMost({ provider }: Looker, target: Target, price: Prices): number {
  const providers = provider === undefined ? Object.keys(NAMES) : [provider];
  return Math.max(...providers.map((name) => expectedPrice(name, target, price)));
}

export type EstimateOptions = {
  readonly looker: Looker;
  readonly target: Target;
  readonly price: Prices;
  readonly currency: PriceFile['currency'];
};

/** What a run is going to do and about what it will cost, in lines for a person. */
export function estimateLines(plan: Plan, sent: number, options: EstimateOptions): string[] {
  const { done, failed, kept, unfinished, fresh } = plan;
  const parts = [
    ...part(fresh.length, `to describe (${size(fresh)})`),
    ...part(unfinished.length, 'begun before and to be gone on with'),
    ...part(done.length, 'done before'),
    ...part(failed.length, 'failed before and not tried again (--retry-failed does)'),
    ...part(kept.length, 'with side-cars that stay as they are'),
  ];
  const copies = [...done, ...failed, ...kept, ...unfinished, ...fresh].reduce(
    (sum, { files }) => sum + files.length - 1,
    0,
  );
  if (copies > 0) parts.push(counted(copies, 'copy', 'copies'));
  const calls = sent + unfinished.length;
  return [parts.join(', '), ...(calls > 0 ? [costLine(calls, options)] : [])];
}

function costLine(calls: number, { looker, target, price, currency }: EstimateOptions): string {
  const amount = (name: string) => {
    const sum = calls * expectedPrice(name, target, price);
    return `${currency} ${sum.toFixed(2)}`;
  };
  const { provider } = looker;
  if (provider === undefined) {
    const guesses = Object.entries(NAMES).map(([key, name]) => `${amount(key)} if ${name} looks`);
    return `at most ${counted(calls, 'call')} of a service: ${guesses.join(', ')}, at list prices`;
  }
  const name = NAMES[provider];
  if (name === undefined) return 'no service is called: it costs nothing';
  const basis = provider === 'openai' ? "at gpt-4.1-mini's list price" : 'at list prices';
  return `at most ${counted(calls, 'call')} of ${name}: about ${amount(provider)} ${basis}`;
}

function part(amount: number, what: string): string[] {
  return amount > 0 ? [`${count(amount)} ${what}`] : [];
}

function size(contents: readonly Content[]): string {
  const bytes = contents.reduce((sum, content) => sum + content.bytes, 0);
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
