import { optionsSchema } from '@blobscribe/core/options';
import { z } from '@hono/zod-openapi';

const EXAMPLE_ID = '019ac0de-0000-7000-8000-000000000000';

/** `{id}` in a path: one that no upload can have is not found, not invalid. */
export const idParameter = z.object({
  id: z.string().openapi({ description: 'As a POST gave it', example: EXAMPLE_ID }),
});

/** Safe to send a POST again: within a day the same key gives the same ids. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters')
    .optional()
    .openapi({
      description:
        'Sent again within a day, the same call gives the same ids, and a fresh upload URL',
    }),
});

export const ifNoneMatchHeader = z.object({
  'if-none-match': z.string().optional().openapi({ description: 'The ETag that is known: 304' }),
});

/**
 * A schema of core's under a name in the document. Zod gives a schema its methods when it is made: one
 * that was made before the OpenAPI extension was loaded has no `openapi`, but its clone has.
 */
export function named<Schema extends z.ZodType>(schema: Schema, name: string): Schema {
  return schema.clone().openapi(name);
}

export const options = named(optionsSchema, 'Options');

/** The field of a form: JSON that may be left out. */
export const formOptions = options.optional();

/** Whole numbers in a query are text; nothing outside is clamped. */
export function wholeNumber(least: number, most: number, fallback: number) {
  const rule = `must be a whole number, ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, rule)
    .transform(Number)
    .refine((number) => number >= least && number <= most, rule)
    .default(fallback)
    .openapi({ type: 'integer', minimum: least, maximum: most, default: fallback });
}
