import type { Recovered } from '@blobscribe/core/prompt-document';
import type { Json, JsonObject } from './parse-json.ts';

/** A generator's words, if it said any: a prompt must be there, the rest may be missing or empty. */
export function describeTool(
  tool: string,
  prompt: Json | undefined,
  negative: Json | undefined,
  parameters: JsonObject = {},
): Recovered | undefined {
  if (typeof prompt !== 'string' || prompt.trim() === '') return undefined;
  return {
    tool,
    prompt,
    ...(typeof negative === 'string' && negative !== '' ? { negative } : {}),
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
  };
}
