import { isLoopback } from '@blobscribe/core/loopback';
import type { Variable } from '@blobscribe/core/settings';
import { DEFAULT_PROVIDER } from '@blobscribe/core/vision-provider';
import * as z from 'zod';
import { isAzure, isCloud } from './openai/hosts.ts';

const httpUrl = z.url({ protocol: /^https?$/ });

/** The variables that name what looks at the image; the names are a contract. */
export const VISION_VARIABLES = {
  VISION_PROVIDER: {
    schema: z.enum(['on-device', 'pixels', 'azure-vision', 'openai']).default(DEFAULT_PROVIDER),
    help: 'what looks at the image: on-device (people, things, text; no service), azure-vision, openai (or any compatible server), or pixels (light, colour, composition)',
  },
  MODELS_FOLDER: {
    schema: z.string().optional(),
    help: 'where the models of on-device are; else the cache folder of the user',
  },
  VISION_ENDPOINT: {
    schema: httpUrl.optional(),
    help: 'the Azure AI Vision resource: https://<name>.cognitiveservices.azure.com',
  },
  VISION_KEY: {
    schema: z.string().optional(),
    help: 'its key; without one (here or in Key Vault) the managed identity signs in',
  },
  VISION_TPS: {
    schema: z.coerce.number().min(0.1).max(1000).default(10),
    help: 'calls a second that the service, whichever, is believed to grant to all executions together; their pace adapts from there',
  },
  VISION_CAPTIONS: {
    schema: z.enum(['required', 'optional']).default('required'),
    help: 'optional: where the region of azure-vision has no captions, tags and objects do',
  },
  OPENAI_BASE_URL: {
    schema: httpUrl.default('https://api.openai.com/v1'),
    help: 'any server with the same API: https://<name>.openai.azure.com/openai/v1, http://127.0.0.1:11434/v1',
  },
  OPENAI_API_KEY: {
    schema: z.string().optional(),
    help: 'its key; an Azure resource without one (here or in Key Vault) is reached with the managed identity',
  },
  OPENAI_MODEL: {
    schema: z.string().min(1).default('gpt-4.1-mini'),
    help: 'the model, or the name of its deployment on Azure; it must see images',
  },
  KEY_VAULT_URL: {
    schema: httpUrl.optional(),
    help: 'the Key Vault with the secrets that are not in the environment: https://<name>.vault.azure.net',
  },
} satisfies Record<string, Variable>;

export type VisionSettings = {
  readonly [Name in keyof typeof VISION_VARIABLES]: z.infer<
    (typeof VISION_VARIABLES)[Name]['schema']
  >;
} & { readonly AZURE_CLIENT_ID?: string | undefined };

/** A provider has what it needs, and no key and no token travels unencrypted over a network. */
export function visionRule(values: Partial<VisionSettings>): string[] {
  return [
    ...(values.VISION_PROVIDER === 'azure-vision' ? azureRule(values) : []),
    ...(values.VISION_PROVIDER === 'openai' ? openAiRule(values) : []),
  ];
}

function azureRule({ VISION_ENDPOINT: url, VISION_KEY, KEY_VAULT_URL }: Partial<VisionSettings>) {
  if (url === undefined) return [missing('VISION_ENDPOINT')];
  // A token travels only encrypted, even on this machine.
  const hasKey = VISION_KEY !== undefined || KEY_VAULT_URL !== undefined;
  const needsKey = url.startsWith('http:') && !hasKey;
  return [...encrypted('VISION_ENDPOINT', url), ...(needsKey ? [missing('VISION_KEY')] : [])];
}

function openAiRule({
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: key,
  KEY_VAULT_URL,
}: Partial<VisionSettings>) {
  if (url === undefined) return [];
  const needsKey = isCloud(url) && !isAzure(url);
  const hasNone = key === undefined && KEY_VAULT_URL === undefined;
  return [
    ...(key === undefined ? [] : encrypted('OPENAI_BASE_URL', url)),
    ...(needsKey && hasNone ? [missing('OPENAI_API_KEY')] : []),
  ];
}

function missing(name: keyof typeof VISION_VARIABLES): string {
  return `${name} is missing: ${VISION_VARIABLES[name].help}`;
}

function encrypted(name: string, url: string): string[] {
  if (url.startsWith('https:') || isLoopback(new URL(url).hostname)) return [];
  return [`${name} is wrong (${url}): http is for this machine's own addresses, use https`];
}
