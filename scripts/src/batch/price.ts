import { chooseFeatures, type Feature } from '@blobscribe/core/features';
import type { Target } from '@blobscribe/core/options';
import type { SucceededDocument } from '@blobscribe/core/prompt-document';
import type { Prices } from '../cost/prices.ts';

/** What Azure AI Vision bills, by the name that the table of prices has for it. */
const BILLED: Readonly<Partial<Record<Feature, string>>> = {
  caption: 'captionPerThousand',
  'dense-captions': 'denseCaptionsPerThousand',
  tags: 'tagsPerThousand',
  objects: 'objectsPerThousand',
  people: 'peoplePerThousand',
  text: 'readPerThousand',
};

/** The model whose tokens the table has prices for. */
const PRICED_MODEL = /^gpt-4\.1-mini\b/;

/** What an image costs at most that is described for `target`, by who looks at it; others cost nothing. */
export function expectedPrice(provider: string, target: Target, price: Prices): number {
  if (provider === 'azure-vision') {
    const offers = Object.keys(BILLED) as Feature[];
    return featuresPrice(chooseFeatures({ targets: [target] }, { offers }), price);
  }
  if (provider !== 'openai') return 0;
  return tokensPrice(price('modelTokensIn'), price('modelTokensOut'), price);
}

/** What an image did cost; undefined where its model's price is not known. */
export function paidPrice(
  { analysis }: Pick<SucceededDocument, 'analysis'>,
  price: Prices,
): number | undefined {
  const { provider, model, cached, features, usage } = analysis;
  if (cached) return 0;
  if (provider === 'azure-vision') return featuresPrice(features, price);
  if (provider !== 'openai' || !usage) return 0;
  if (!PRICED_MODEL.test(model)) return undefined;
  return tokensPrice(usage.inputTokens, usage.outputTokens, price);
}

function featuresPrice(features: readonly string[], price: Prices): number {
  const billed: Readonly<Partial<Record<string, string>>> = BILLED;
  const names = features.flatMap((feature) => billed[feature] ?? []);
  return names.reduce((sum, name) => sum + price(name) / 1000, 0);
}

function tokensPrice(tokensIn: number, tokensOut: number, price: Prices): number {
  const sum = tokensIn * price('modelInPerMillion') + tokensOut * price('modelOutPerMillion');
  return sum / 1e6;
}
