import { openApiDocument } from './openapi.ts';

/** The OpenAPI document as it is committed to `docs/`. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`;
}
