import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Snapshot, takeSnapshot } from '../../../../scripts/src/bicep-snapshot.ts';
import { BICEP, compiler } from './compiler.ts';

export const FOLDER = fileURLToPath(new URL('../../', import.meta.url));

export const ENVIRONMENTS = ['staging', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** Each takes a second, and many tests look at the same. */
const taken = new Map<string, Promise<Snapshot>>();

function once(key: string, take: () => Promise<Snapshot>): Promise<Snapshot> {
  const snapshot = taken.get(key) ?? take();
  taken.set(key, snapshot);
  return snapshot;
}

/** What an environment would deploy by the sources as they are; without a compiler, as it was committed. */
export function snapshotOf(name: Environment): Promise<Snapshot> {
  return once(name, async () => {
    if (BICEP === '') return JSON.parse(await committedText(name)) as Snapshot;
    return await takeSnapshot(compiler(), join(FOLDER, `${name}.bicepparam`));
  });
}

export function committedText(name: Environment): Promise<string> {
  return readFile(join(FOLDER, `${name}.snapshot.json`), 'utf8');
}

/** What staging would deploy if some settings, or other parameters of main.bicep, were others. */
export function stagingWith(
  settings: Readonly<Record<string, unknown>>,
  others: Readonly<Record<string, unknown>> = {},
): Promise<Snapshot> {
  return once(JSON.stringify([settings, others]), async () => {
    const deployment = { ...(await stagingSettings()), ...settings };
    return await evaluate('main.bicep', { deployment, ...others });
  });
}

/** What a Bicep file of ours would deploy by these parameters. */
export async function evaluate(
  source: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Snapshot> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'blobscribe-infra-')));
  try {
    const file = join(folder, 'other.bicepparam');
    const using = relative(folder, join(FOLDER, source));
    const lines = Object.entries(parameters).map(
      ([name, value]) => `param ${name} = json('''${JSON.stringify(value)}''')`,
    );
    await writeFile(file, [`using '${using}'`, ...lines, ''].join('\n'));
    return await takeSnapshot(compiler(), file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function stagingSettings(): Promise<Readonly<Record<string, unknown>>> {
  const path = join(FOLDER, 'staging.bicepparam');
  const answer = await compiler().call('bicep/compileParams', { path, parameterOverrides: {} });
  const { parameters } = JSON.parse((answer as { parameters: string }).parameters);
  return parameters.deployment.value;
}
