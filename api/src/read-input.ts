import type { Context } from 'hono';
import type { z } from 'zod';
import { Problem } from './problem.ts';

/**
 * The JSON body of a request; none at all is `{}`.
 * @throws {Problem} 415 for another media type, 400 for a body that is no JSON or outside `schema`.
 */
export async function readJson<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await context.req.text();
  if (text.trim() === '') return check(schema, {}, 'body');
  const mediaType = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    const given = mediaType ?? 'nothing';
    throw new Problem(
      'unsupported-media-type',
      `Send the body as application/json (the Content-Type said ${given}).`,
    );
  }
  return check(schema, parseJson(text), 'body');
}

/**
 * The query of a request.
 * @throws {Problem} 400 if it is outside `schema`.
 */
export function readQuery<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): z.infer<Schema> {
  return check(schema, context.req.query(), 'query');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('invalid-request', 'The body is not valid JSON.');
  }
}

function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: [part, ...path].join('.'),
    message,
  }));
  const [first] = errors;
  throw new Problem('invalid-request', `${first?.path}: ${first?.message}`, {
    fieldErrors: errors,
  });
}
