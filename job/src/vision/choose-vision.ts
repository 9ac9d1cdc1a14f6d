import { createCredential } from '@blobscribe/core/credential';
import type { Log } from '@blobscribe/core/log';
import { faultsOf, modelsFolder } from '@blobscribe/core/models/models-folder';
import { findSecret } from '@blobscribe/core/secrets';
import { SettingsError } from '@blobscribe/core/settings';
import { isAzure, isCloud } from './openai/hosts.ts';
import { createPacer } from './pace/pace.ts';
import type { Quota } from './pace/quota.ts';
import type { Vision } from './vision.ts';
import { type VisionSettings, visionRule } from './vision-variables.ts';

const AZURE_SCOPE = 'https://cognitiveservices.azure.com/.default';
/** A model writes for some seconds; one without a graphics card for minutes, and its callers queue there. */
const CLOUD_DEADLINE_MS = 60_000;
const OWN_SERVER_DEADLINE_MS = 300_000;

/**
 * The provider that the settings name, or undefined for pixels alone; one that is a service is called
 * within `quota`. Each is loaded only when it is the one.
 * @throws {SettingsError} where it needs a key and has none, or has one that would travel unencrypted.
 */
export async function chooseVision(
  settings: VisionSettings,
  quota: Quota,
  log: Log,
): Promise<Vision | undefined> {
  switch (settings.VISION_PROVIDER) {
    case 'openai':
      return chooseOpenAi(settings, quota, log);
    case 'azure-vision':
      return chooseAzure(settings, quota, log);
    case 'on-device':
      return chooseOnDevice(settings, log);
    case 'pixels':
      return undefined;
  }
}

/** Without its models there are the pixels still, and a line that says how to get them. */
async function chooseOnDevice(settings: VisionSettings, log: Log): Promise<Vision | undefined> {
  const folder = settings.MODELS_FOLDER ?? modelsFolder({});
  const [fault] = await faultsOf(folder);
  if (fault !== undefined) {
    const mend = 'npm run models, or in a container the image job-on-device';
    log.warn('models-missing', { fault, instead: 'pixels alone', mend });
    return undefined;
  }
  const [{ openEyes }, { createOnDeviceVision }] = await Promise.all([
    import('./on-device/eyes.ts'),
    import('./on-device/on-device-vision.ts'),
  ]);
  return createOnDeviceVision(openEyes({ folder, log }), log);
}

async function chooseAzure(settings: VisionSettings, quota: Quota, log: Log): Promise<Vision> {
  const { VISION_ENDPOINT: endpoint = '', VISION_CAPTIONS: captions } = settings;
  const [key, { createAzureVision }] = await Promise.all([
    findSecret('VISION_KEY', settings.VISION_KEY, settings),
    import('./azure/azure-vision.ts'),
  ]);
  obey({ ...settings, VISION_KEY: key });
  const credential = key === undefined ? await createCredential(settings.AZURE_CLIENT_ID) : { key };
  const pacer = createPacer({ quota, log });
  return createAzureVision({ endpoint, credential, pacer, captions });
}

async function chooseOpenAi(settings: VisionSettings, quota: Quota, log: Log): Promise<Vision> {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = settings;
  const [key, { createOpenAiVision }] = await Promise.all([
    findSecret('OPENAI_API_KEY', settings.OPENAI_API_KEY, settings),
    import('./openai/openai-vision.ts'),
  ]);
  obey({ ...settings, OPENAI_API_KEY: key });
  const identity = key === undefined && isAzure(baseUrl);
  const apiKey = identity ? await createTokenSource(settings.AZURE_CLIENT_ID) : key;
  const callDeadlineMs = isCloud(baseUrl) ? CLOUD_DEADLINE_MS : OWN_SERVER_DEADLINE_MS;
  const pacer = createPacer({ quota, log, callDeadlineMs });
  return createOpenAiVision({ baseUrl, model, pacer, ...(apiKey && { apiKey }) });
}

/** The rules once more, now that the vault has been asked for what the environment lacks. */
function obey(settings: VisionSettings): void {
  const problems = visionRule({ ...settings, KEY_VAULT_URL: undefined });
  if (problems.length > 0) throw new SettingsError(problems);
}

/** The identity's token for a resource of Azure, anew for each call. */
async function createTokenSource(clientId: string | undefined): Promise<() => Promise<string>> {
  const credential = await createCredential(clientId);
  return async () => {
    const token = await credential.getToken(AZURE_SCOPE);
    if (!token) throw new Error('the identity gave no token for the Azure OpenAI resource');
    return token.token;
  };
}
