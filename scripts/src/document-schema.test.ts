import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { documentSchemaText } from './document-schema.ts';

it('the schema in docs/ is the one that the code holds records to (npm run docs writes it)', async () => {
  const file = new URL('../../docs/prompt-document.schema.json', import.meta.url);

  expect(await readFile(file, 'utf8')).toBe(documentSchemaText());
});
