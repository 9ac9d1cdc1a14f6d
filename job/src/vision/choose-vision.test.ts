import { createLog } from '@blobscribe/core/log';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../read-config.ts';
import { chooseVision } from './choose-vision.ts';
import { unsharedQuota } from './pace/test-pacer.ts';

function choose(environment: Record<string, string>, write: (line: string) => void = () => {}) {
  const services = { STORAGE_CONNECTION_STRING: 'x', SERVICEBUS_CONNECTION_STRING: 'y' };
  return chooseVision(
    readConfig({ ...services, ...environment }),
    unsharedQuota(10),
    createLog(write),
  );
}

describe('the provider', () => {
  it('is none where pixels are enough', async () => {
    expect(await choose({ VISION_PROVIDER: 'pixels' })).toBeUndefined();
  });

  it('is none where the models of on-device are missing, and a line says what to do', async () => {
    const lines: string[] = [];

    const vision = await choose({ MODELS_FOLDER: '/nowhere' }, (line) => lines.push(line));

    expect(vision).toBeUndefined();
    expect(lines.join('')).toMatch(/"models-missing".*\/nowhere.*npm run models/);
  });

  it.each([
    [{ VISION_PROVIDER: 'azure-vision', VISION_ENDPOINT: 'https://a.example', VISION_KEY: 'k' }],
    [{ VISION_PROVIDER: 'azure-vision', VISION_ENDPOINT: 'https://a.example' }],
    [{ VISION_PROVIDER: 'openai', OPENAI_API_KEY: 'k' }],
    [{ VISION_PROVIDER: 'openai', OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }],
    [{ VISION_PROVIDER: 'openai', OPENAI_BASE_URL: 'https://a.openai.azure.com/openai/v1' }],
  ])('is the one that %j names', async (environment) => {
    expect((await choose(environment))?.provider).toBe(environment.VISION_PROVIDER);
  });
});
