import type { Resource, Snapshot } from '../../../../scripts/src/bicep-snapshot.ts';
import { theOne, valuesAt } from './resources.ts';

/** The resource that runs each of our three processes. */
export const PROCESSES: Readonly<Record<'api' | 'job' | 'sweeper', (s: Snapshot) => Resource>> = {
  api: (snapshot) => theOne(snapshot, 'Microsoft.App/containerApps', 'api-'),
  job: (snapshot) => theOne(snapshot, 'Microsoft.App/jobs', 'job-'),
  sweeper: (snapshot) => theOne(snapshot, 'Microsoft.App/jobs', 'sweep-'),
};

/** What Azure would put for an expression over a resource that is not there yet, by how it ends. */
const PLAUSIBLE: readonly (readonly [RegExp, string])[] = [
  [
    /^\[format\('\{0\}openai\/v1', .*\.endpoint\)\]$/,
    'https://openai-x.openai.azure.com/openai/v1',
  ],
  [/\.endpoint\]$/, 'https://vision-x.cognitiveservices.azure.com/'],
  [/\.primaryEndpoints\.blob\]$/, 'https://stx.blob.core.windows.net/'],
  [/\.vaultUri\]$/, 'https://kv-x.vault.azure.net/'],
  [/\.clientId\]$/, '00000000-1111-2222-3333-444444444444'],
  [/\.ConnectionString\]$/, 'InstrumentationKey=00000000-1111-2222-3333-444444444444'],
];

/** The variables that a process starts with, as Azure would fill them in. */
export function variablesOf(process: Resource): Readonly<Record<string, string>> {
  const list = valuesAt(process, 'properties.template.containers[].env[]');
  return Object.fromEntries(
    list.map((entry) => {
      const { name, value } = entry as { name: string; value: string };
      return [name, filledIn(value)];
    }),
  );
}

function filledIn(value: string): string {
  if (!value.startsWith('[')) return value;
  const known = PLAUSIBLE.find(([form]) => form.test(value));
  if (!known) throw new Error(`no plausible value for ${value}`);
  return known[1];
}
