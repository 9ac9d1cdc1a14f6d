import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

/** The last parts of the names of all alerts that an environment would have, as it was evaluated. */
async function alertsOf(environment: string): Promise<string[]> {
  const snapshot = await read(`infra/bicep/${environment}.snapshot.json`);
  const names = snapshot.matchAll(new RegExp(`"alert-blobscribe-${environment}-([\\w-]+)"`, 'g'));
  return [
    ...new Set([...names].map(([, name = '']) => name.replace(`-blobscribe-${environment}`, ''))),
  ];
}

describe.each(['staging', 'production'])('of the alerts of %s', (environment) => {
  it('each has its paragraph, and no paragraph is about another', async () => {
    const operations = await read('docs/operations.md');
    const section = operations.slice(operations.indexOf('## Read an alert'));
    const paragraphs = [...section.matchAll(/^### ([\w-]+)\n\n(?=\w)/gm)].map(([, name]) => name);

    const alerts = await alertsOf(environment);

    expect(alerts.length).toBeGreaterThan(8);
    expect(paragraphs.toSorted()).toEqual(alerts.toSorted());
  });
});
