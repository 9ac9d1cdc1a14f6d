import { createCredential } from '@blobscribe/core/azure-clients';
import type { Log } from '@blobscribe/core/log';
import { findSecret } from '@blobscribe/core/secrets';
import { SettingsError } from '@blobscribe/core/settings';
import { createPacer, type Pacer } from './pace/pace.ts';
import type { Vision } from './vision.ts';
import type { VisionSettings } from './vision-variables.ts';

/** Resources of Azure that take an identity's token in place of a key. */
const AZURE_HOST = /\.(openai|services\.ai|cognitiveservices)\.azure\.com$/;
const AZURE_SCOPE = 'https://cognitiveservices.azure.com/.default';
/** Servers on one's own machine want no key, but the client insists on one. */
const NO_KEY = 'none';

/**
 * The provider that the settings name, or undefined for pixels alone. Each is loaded only when it is
 * the one.
 * @throws {SettingsError} for an http endpoint without a key: no token travels unencrypted.
 */
export async function chooseVision(
  settings: VisionSettings,
  log: Log,
): Promise<Vision | undefined> {
  const { VISION_PROVIDER: provider, VISION_TPS: ratePerSecond } = settings;
  if (provider === 'pixels') return undefined;
  const pacer = createPacer({ ratePerSecond, log });
  return provider === 'openai' ? chooseOpenAi(settings, pacer) : chooseAzure(settings, pacer);
}

async function chooseAzure(settings: VisionSettings, pacer: Pacer): Promise<Vision> {
  const { VISION_ENDPOINT: endpoint = '', VISION_CAPTIONS: captions } = settings;
  const [key, { createAzureVision }] = await Promise.all([
    findSecret('VISION_KEY', settings.VISION_KEY, settings),
    import('./azure/azure-vision.ts'),
  ]);
  if (key === undefined && endpoint.startsWith('http:')) {
    throw new SettingsError(['VISION_KEY is missing: over http only a key can sign in']);
  }
  const credential = key === undefined ? await createCredential(settings.AZURE_CLIENT_ID) : { key };
  return createAzureVision({ endpoint, credential, pacer, captions });
}

async function chooseOpenAi(settings: VisionSettings, pacer: Pacer): Promise<Vision> {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = settings;
  const [key, { createOpenAiVision }] = await Promise.all([
    findSecret('OPENAI_API_KEY', settings.OPENAI_API_KEY, settings),
    import('./openai/openai-vision.ts'),
  ]);
  const apiKey = key ?? (await keyless(baseUrl, settings.AZURE_CLIENT_ID));
  return createOpenAiVision({ baseUrl, apiKey, model, pacer });
}

async function keyless(
  baseUrl: string,
  clientId: string | undefined,
): Promise<string | (() => Promise<string>)> {
  if (!AZURE_HOST.test(new URL(baseUrl).hostname)) return NO_KEY;
  const credential = await createCredential(clientId);
  return async () => {
    const token = await credential.getToken(AZURE_SCOPE);
    if (!token) throw new Error('the identity gave no token for the Azure OpenAI resource');
    return token.token;
  };
}
