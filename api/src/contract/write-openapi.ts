import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openApiText } from './openapi-text.ts';

const file = fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url));
await writeFile(file, openApiText());
process.stdout.write(`wrote ${file}\n`);
