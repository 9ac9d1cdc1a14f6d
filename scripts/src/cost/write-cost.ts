import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { withCostBlocks } from './cost-blocks.ts';

const file = fileURLToPath(new URL('../../../docs/cost.md', import.meta.url));
await writeFile(file, await withCostBlocks(await readFile(file, 'utf8')));
process.stdout.write(`wrote ${file}\n`);
