import * as z from 'zod';

/** Rounding puts a service's certainty a hair above 1. */
const confidence = z.number().transform((value) => Math.min(1, Math.max(0, value)));
const boundingBox = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const named = z.object({ name: z.string(), confidence });
const caption = z.object({ text: z.string(), confidence });

function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ values: z.array(item) }).optional();
}

/**
 * What is read of an Image Analysis 4.0 result: a part that was not asked for is absent. From
 * specification/ai/ImageAnalysis/models.tsp in Azure/azure-rest-api-specs.
 */
const replySchema = z.object({
  metadata: z.object({ width: z.number().positive(), height: z.number().positive() }),
  captionResult: caption.optional(),
  denseCaptionsResult: listOf(caption.extend({ boundingBox })),
  tagsResult: listOf(named),
  objectsResult: listOf(z.object({ boundingBox, tags: z.array(named) })),
  peopleResult: listOf(z.object({ boundingBox, confidence })),
  readResult: z
    .object({
      blocks: z.array(
        z.object({
          lines: z.array(
            z.object({
              text: z.string(),
              words: z.array(z.object({ text: z.string(), confidence })),
            }),
          ),
        }),
      ),
    })
    .optional(),
});

export type AzureReply = z.infer<typeof replySchema>;

/** @throws {z.ZodError} or {SyntaxError} if it is no such result. */
export function readAzureReply(json: string): AzureReply {
  return replySchema.parse(JSON.parse(json));
}
