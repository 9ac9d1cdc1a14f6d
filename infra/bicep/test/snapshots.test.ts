import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startBicep } from '../../../scripts/src/bicep-server.ts';
import { snapshotText, takeSnapshot } from '../../../scripts/src/bicep-snapshot.ts';
import { BICEP, compiler, withCompiler } from './support/compiler.ts';
import {
  committedText,
  ENVIRONMENTS,
  FOLDER,
  snapshotOf,
  stagingWith,
} from './support/environments.ts';
import { PROCESSES, variablesOf } from './support/processes.ts';
import { theOne, valuesAt } from './support/resources.ts';

withCompiler('the committed snapshots (npm run infra:snapshot writes them)', () => {
  it.for(ENVIRONMENTS)('%s is what the sources say, without any variable set', async (name) => {
    const committed = await committedText(name);
    const evaluated = await snapshotOf(name);

    expect(JSON.parse(committed)).toEqual(evaluated);
    expect(committed).toBe(snapshotText(evaluated));
  });
});

withCompiler('what azd deploys', () => {
  it('is a whole environment, without any variable set', async () => {
    const snapshot = await takeSnapshot(compiler(), join(FOLDER, 'main.bicepparam'));

    expect(theOne(snapshot, 'Microsoft.App/containerApps').name).toBe('api-blobscribe-azd');
    expect(snapshot.predictedResources.length).toBe(
      (await snapshotOf('staging')).predictedResources.length,
    );
  });
});

describe('the order of outputs', () => {
  it('is the same however the compiler gives them', () => {
    const one = { predictedResources: [], outputs: { b: '1', a: '2' } };
    const other = { predictedResources: [], outputs: { a: '2', b: '1' } };

    expect(snapshotText(one)).toBe(snapshotText(other));
  });
});

withCompiler('the variables that a deployment sets', () => {
  const TOKEN = 'never-to-be-seen';
  const OPERATOR = '00000000-0000-4000-8000-00000000000a';

  it('reach what is deployed, but for the webhook, which is a secret', async () => {
    const server = startBicep(BICEP, {
      BLOBSCRIBE_PREFIX: 'acme',
      AZURE_LOCATION: 'northeurope',
      API_IMAGE: 'cr.example/api@sha256:1',
      JOB_IMAGE: 'cr.example/job@sha256:2',
      N8N_WEBHOOK: `https://n8n.example/webhook/${TOKEN}`,
      BLOBSCRIBE_MAIL: 'people@example.org',
      BLOBSCRIBE_OPERATOR: OPERATOR,
    });
    const snapshot = await takeSnapshot(server, join(FOLDER, 'production.bicepparam'));
    server.stop();

    const images = Object.values(PROCESSES).map((find) =>
      valuesAt(find(snapshot), 'properties.template.containers[].image'),
    );
    expect(images.flat()).toEqual([
      'cr.example/api@sha256:1',
      'cr.example/job@sha256:2',
      'cr.example/job@sha256:2',
    ]);
    expect(theOne(snapshot, 'Microsoft.App/containerApps').name).toBe('api-acme-production');
    expect(JSON.stringify(snapshot)).toContain('people@example.org');
    expect(JSON.stringify(snapshot)).toContain(OPERATOR);
    expect(theOne(snapshot, 'Microsoft.Storage/storageAccounts')).toMatchObject({
      location: 'northeurope',
    });
    expect(JSON.stringify(snapshot)).not.toContain(TOKEN);
  });

  it('name origins that both the API and the storage know', async () => {
    const origin = 'https://app.example.org';
    const snapshot = await stagingWith({ origins: [origin] });
    const storage = theOne(snapshot, 'Microsoft.Storage/storageAccounts/blobServices');

    expect(variablesOf(PROCESSES.api(snapshot)).ALLOWED_ORIGINS).toBe(origin);
    expect(JSON.stringify(storage)).toContain(origin);
  });
});
