import { execFile } from 'node:child_process';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { BICEP, compiler, withCompiler } from './support/compiler.ts';
import { FOLDER } from './support/environments.ts';

const SOURCES = await Array.fromAsync(glob('**/*.{bicep,bicepparam}', { cwd: FOLDER }));
/** What is deployed; all modules are below main.bicep. */
const ROOTS = [
  'main.bicep',
  'workload.bicep',
  ...SOURCES.filter((file) => file.endsWith('.bicepparam')),
];

withCompiler('the linter, with every rule on', () => {
  it.for(ROOTS)('has nothing to say about %s', async (file) => {
    const { stderr } = await promisify(execFile)(BICEP, ['lint', join(FOLDER, file)], { env: {} });

    // Warnings leave the status at 0, so silence is asked for as well.
    expect(stderr).toBe('');
  });
});

withCompiler('the formatter', () => {
  it('finds all sources', () => {
    expect(SOURCES).toEqual(
      expect.arrayContaining(['main.bicep', 'main.bicepparam', join('modules', 'api.bicep')]),
    );
  });

  it.for(SOURCES)('would leave %s as it is', async (file) => {
    const path = join(FOLDER, file);

    const formatted = await compiler().call('bicep/format', { path });

    expect(formatted).toEqual({ contents: await readFile(path, 'utf8') });
  });
});
