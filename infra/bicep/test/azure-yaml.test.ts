import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const ROOT = new URL('../../../', import.meta.url);

/** The part of azd's schema (Azure/azure-dev, schemas/v1.0) that is used here, without what would be ignored. */
const hook = z.strictObject({
  shell: z.enum(['sh', 'pwsh']),
  run: z.string().min(1),
  interactive: z.boolean().optional(),
});
const azureYaml = z.strictObject({
  name: z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/),
  metadata: z.strictObject({ template: z.string() }),
  requiredVersions: z.strictObject({ azd: z.string() }),
  infra: z.strictObject({ provider: z.literal('bicep'), path: z.string(), module: z.string() }),
  services: z.record(
    z.string(),
    z.strictObject({
      project: z.string(),
      language: z.literal('ts'),
      host: z.literal('containerapp'),
      docker: z.strictObject({
        path: z.string(),
        context: z.string(),
        buildArgs: z.array(z.string()),
      }),
    }),
  ),
  hooks: z.strictObject({ postprovision: hook, predown: hook }),
});

const read = async (file: string) => readFile(new URL(file, ROOT), 'utf8');

describe('azure.yaml', async () => {
  const document = azureYaml.parse(parse(await read('azure.yaml')));

  it('names a module and its parameters that are there', async () => {
    const { path, module } = document.infra;
    await access(new URL(`${path}/${module}.bicep`, ROOT));
    await access(new URL(`${path}/${module}.bicepparam`, ROOT));
  });

  it('has a service for each app and job, which azd finds by a tag', async () => {
    const { predictedResources } = JSON.parse(await read('infra/bicep/staging.snapshot.json')) as {
      predictedResources: readonly { readonly tags?: Readonly<Record<string, string>> }[];
    };
    const tagged = predictedResources.flatMap(({ tags }) => tags?.['azd-service-name'] ?? []);

    expect(Object.keys(document.services).sort()).toEqual(tagged.sort());
  });

  it('calls scripts that are there', async () => {
    const scripts = Object.values(document.hooks).flatMap(
      ({ run }) => run.match(/^scripts\/\S+/) ?? [],
    );

    expect(scripts).not.toEqual([]);
    for (const script of scripts) await access(new URL(script, ROOT), constants.X_OK);
  });
});
