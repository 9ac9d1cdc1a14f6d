import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { documentSchemaText } from './document-schema.ts';

const DOCS = new URL('../../docs/', import.meta.url);

await mkdir(DOCS, { recursive: true });
const file = fileURLToPath(new URL('prompt-document.schema.json', DOCS));
await writeFile(file, documentSchemaText());
process.stdout.write(`wrote ${file}\n`);
