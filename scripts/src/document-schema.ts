import { promptDocumentSchema } from '@blobscribe/core/prompt-document';
import * as z from 'zod';

/** The prompt document as JSON Schema (2020-12), as it is committed to `docs/`. */
export function documentSchemaText(): string {
  const schema = z.toJSONSchema(promptDocumentSchema, { io: 'output' });
  return `${JSON.stringify({ title: 'Blobscribe prompt document', ...schema }, null, 2)}\n`;
}
