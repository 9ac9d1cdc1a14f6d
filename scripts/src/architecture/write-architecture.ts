import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Snapshot } from '../bicep-snapshot.ts';
import { architectureText } from './architecture-text.ts';

const ROOT = new URL('../../../', import.meta.url);

const file = fileURLToPath(new URL('docs/architecture.md', ROOT));
const snapshot = await readFile(new URL('infra/bicep/staging.snapshot.json', ROOT), 'utf8');
await writeFile(
  file,
  architectureText(await readFile(file, 'utf8'), JSON.parse(snapshot) as Snapshot),
);
process.stdout.write(`wrote ${file}\n`);
