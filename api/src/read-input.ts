import type { Context } from 'hono';
import type * as z from 'zod';
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
  if (text.trim() === '') return checkInput(schema, {}, 'body');
  const given = mediaTypeOf(context);
  if (given !== 'application/json') {
    throw new Problem(
      'unsupported-media-type',
      `Send the body as application/json (the Content-Type said ${given ?? 'nothing'}).`,
    );
  }
  return checkInput(schema, parseJson(text), 'body');
}

/**
 * The query of a request; a parameter that stands there twice is an array, which no schema takes.
 * @throws {Problem} 400 if it is outside `schema`.
 */
export function readQuery<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): z.infer<Schema> {
  const query = Object.entries(context.req.queries()).map(([name, values]) => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  return checkInput(schema, Object.fromEntries(query), 'query');
}

/**
 * Those headers of a request that `schema` names.
 * @throws {Problem} 400 if one is outside it.
 */
export function readHeaders<Schema extends z.ZodObject>(
  context: Context,
  schema: Schema,
): z.infer<Schema> {
  // One by one: all of them at once are copied into a new Headers first.
  const named = Object.keys(schema.shape).map((name) => [name, context.req.header(name)]);
  return checkInput(schema, Object.fromEntries(named), 'header');
}

/** The media type of a request's body, lower case, without parameters. */
export function mediaTypeOf(context: Context): string | undefined {
  return context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() || undefined;
}

/**
 * `value` as `schema` wants it.
 * @throws {Problem} 400 that names what is wrong in which part of the request.
 */
export function checkInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fieldErrors = parsed.error.issues.map(({ path, message }) => ({
    path: [part, ...path].join('.'),
    message,
  }));
  const [first] = fieldErrors;
  throw new Problem('invalid-request', `${first?.path}: ${first?.message}`, { fieldErrors });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('invalid-request', 'The body is not valid JSON.');
  }
}
