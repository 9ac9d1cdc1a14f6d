import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../problem.ts';
import { ROUTES } from './openapi.ts';
import { openApiText } from './openapi-text.ts';

const text = openApiText();

describe('the OpenAPI document', () => {
  it('is the one in docs/ (npm run docs writes it)', async () => {
    const file = new URL('../../../docs/openapi.json', import.meta.url);

    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('has no error and no warning by the recommended rules of Redocly', async () => {
    const config = await createConfig({ extends: ['recommended'] });

    const found = await lintFromString({ source: text, config });

    const messages = found.map(({ severity, message, location }) => ({
      severity,
      message,
      at: location[0]?.pointer,
    }));
    expect(messages).toEqual([]);
  });

  it('names every problem that there is', () => {
    for (const type of Object.keys(PROBLEMS)) {
      const isAnywhere = type === 'method-not-allowed';
      if (!isAnywhere) expect(text).toContain(`\`${type}\``);
    }
  });

  it('names each call once', () => {
    const ids = ROUTES.map(({ operationId }) => operationId);

    expect(new Set(ids).size).toBe(ids.length);
  });
});
