import { createCredential } from '@blobscribe/core/azure-clients';
import type { Log } from '@blobscribe/core/log';
import { findSecret } from '@blobscribe/core/secrets';
import { SettingsError } from '@blobscribe/core/settings';
import { isCloud } from './openai/openai-request.ts';
import { createPacer } from './pace/pace.ts';
import type { Vision } from './vision.ts';
import { type VisionSettings, visionRule } from './vision-variables.ts';

/** Resources of Azure that take an identity's token in place of a key. */
const AZURE_HOST = /\.(openai|services\.ai|cognitiveservices)\.azure\.com$/;
const AZURE_SCOPE = 'https://cognitiveservices.azure.com/.default';
/** A model writes for some seconds; one without a graphics card for minutes, and its callers queue there. */
const CLOUD_DEADLINE_MS = 60_000;
const OWN_SERVER_DEADLINE_MS = 300_000;

/**
 * The provider that the settings name, or undefined for pixels alone. Each is loaded only when it is
 * the one.
 * @throws {SettingsError} where it needs a key and has none, or has one that would travel unencrypted.
 */
export async function chooseVision(
  settings: VisionSettings,
  log: Log,
): Promise<Vision | undefined> {
  const { VISION_PROVIDER: provider } = settings;
  if (provider === 'openai') return chooseOpenAi(settings, log);
  return provider === 'azure-vision' ? chooseAzure(settings, log) : undefined;
}

async function chooseAzure(settings: VisionSettings, log: Log): Promise<Vision> {
  const { VISION_ENDPOINT: endpoint = '', VISION_CAPTIONS: captions } = settings;
  const [key, { createAzureVision }] = await Promise.all([
    findSecret('VISION_KEY', settings.VISION_KEY, settings),
    import('./azure/azure-vision.ts'),
  ]);
  if (key === undefined && endpoint.startsWith('http:')) {
    throw new SettingsError(['VISION_KEY is missing: over http only a key can sign in']);
  }
  const credential = key === undefined ? await createCredential(settings.AZURE_CLIENT_ID) : { key };
  const pacer = createPacer({ ratePerSecond: settings.VISION_TPS, log });
  return createAzureVision({ endpoint, credential, pacer, captions });
}

async function chooseOpenAi(settings: VisionSettings, log: Log): Promise<Vision> {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = settings;
  const [key, { createOpenAiVision }] = await Promise.all([
    findSecret('OPENAI_API_KEY', settings.OPENAI_API_KEY, settings),
    import('./openai/openai-vision.ts'),
  ]);
  // The rules see only the environment's key, not one of the vault.
  const problems = visionRule({ ...settings, OPENAI_API_KEY: key });
  if (problems.length > 0) throw new SettingsError(problems);
  const apiKey = key ?? (await findToken(baseUrl, settings.AZURE_CLIENT_ID));
  const callDeadlineMs = isCloud(baseUrl) ? CLOUD_DEADLINE_MS : OWN_SERVER_DEADLINE_MS;
  const pacer = createPacer({ ratePerSecond: settings.VISION_TPS, log, callDeadlineMs });
  return createOpenAiVision({ baseUrl, model, pacer, ...(apiKey && { apiKey }) });
}

/** The identity's token for a resource of Azure; a server of one's own wants nothing. */
async function findToken(
  baseUrl: string,
  clientId: string | undefined,
): Promise<(() => Promise<string>) | undefined> {
  if (!isCloud(baseUrl)) return undefined;
  if (!AZURE_HOST.test(new URL(baseUrl).hostname)) {
    throw new SettingsError([`OPENAI_API_KEY is missing: ${baseUrl} wants one`]);
  }
  const credential = await createCredential(clientId);
  return async () => {
    const token = await credential.getToken(AZURE_SCOPE);
    if (!token) throw new Error('the identity gave no token for the Azure OpenAI resource');
    return token.token;
  };
}
