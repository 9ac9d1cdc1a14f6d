import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../bicep-snapshot.ts';
import { architectureText } from './architecture-text.ts';

const ROOT = new URL('../../../', import.meta.url);
const page = await readFile(new URL('docs/architecture.md', ROOT), 'utf8');
const snapshot = JSON.parse(
  await readFile(new URL('infra/bicep/staging.snapshot.json', ROOT), 'utf8'),
) as Snapshot;

describe('docs/architecture.md', () => {
  it('shows the resources and roles of staging (npm run docs writes them)', () => {
    expect(page).toBe(architectureText(page, snapshot));
  });

  it('would show another role', () => {
    const predictedResources = snapshot.predictedResources.filter(
      ({ properties }) => properties?.description !== 'The platform pulls images.',
    );

    expect(architectureText(page, { ...snapshot, predictedResources })).not.toContain('AcrPull');
  });

  it('keeps its two places', () => {
    expect(() => architectureText(page.replace('<!-- end of roles -->', ''), snapshot)).toThrow(
      'no place for roles',
    );
  });
});
