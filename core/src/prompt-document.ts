import * as z from 'zod';
import { FAILURE_CODES } from './failure.ts';
import { sceneSchema } from './scene.ts';

const instant = z.iso.datetime();
const milliseconds = z.number().min(0);

/** The blob that was described. `width` and `height` are the file's, with its orientation applied. */
const sourceSchema = z.object({
  container: z.string(),
  name: z.string(),
  etag: z.string(),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.string(),
  width: z.int().min(1),
  height: z.int().min(1),
  fileName: z.string().optional(),
});

/** One image in the words of each target; a target that was not asked for is absent. */
export const promptsSchema = z.object({
  natural: z.string().optional(),
  sdxl: z.object({ positive: z.string(), negative: z.string() }).optional(),
  flux: z.string().optional(),
  midjourney: z.string().optional(),
  'gpt-image': z.string().optional(),
  tags: z.array(z.string()).optional(),
  caption: z.string().optional(),
  'alt-text': z.string().optional(),
});

const timingsSchema = z.object({
  queuedMs: milliseconds,
  downloadMs: milliseconds,
  decodeMs: milliseconds,
  analyseMs: milliseconds,
  totalMs: milliseconds,
});

/** The prompt that a generator left in the file, exactly as it stands there. */
const recoveredSchema = z.object({
  tool: z.string(),
  prompt: z.string(),
  negative: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

export const usageSchema = z.object({ inputTokens: z.int().min(0), outputTokens: z.int().min(0) });

const common = { version: z.literal(1), id: z.string().min(1), createdAt: instant };

const succeededSchema = z.object({
  ...common,
  status: z.literal('succeeded'),
  source: sourceSchema,
  prompt: z.string().min(1),
  prompts: promptsSchema,
  scene: sceneSchema,
  recovered: recoveredSchema.optional(),
  analysis: z.object({
    provider: z.string(),
    model: z.string(),
    features: z.array(z.string()),
    cached: z.boolean(),
    /** What a model that bills by tokens used for this image; absent when nothing was spent. */
    usage: usageSchema.optional(),
  }),
  timings: timingsSchema,
});

/** Of a failed image as much of the source is told as was learned before it failed. */
const failedSchema = z.object({
  ...common,
  status: z.literal('failed'),
  source: sourceSchema.partial().required({ container: true, name: true }),
  error: z.object({ code: z.enum(FAILURE_CODES), message: z.string() }),
  timings: timingsSchema.partial().optional(),
});

/** The terminal record of an image, `prompts/<upload name>.json`: written once, never changed. */
export const promptDocumentSchema = z.discriminatedUnion('status', [succeededSchema, failedSchema]);

export type PromptDocument = z.infer<typeof promptDocumentSchema>;
export type SucceededDocument = z.infer<typeof succeededSchema>;
export type FailedDocument = z.infer<typeof failedSchema>;
export type Prompts = z.infer<typeof promptsSchema>;
export type Timings = z.infer<typeof timingsSchema>;
export type Recovered = z.infer<typeof recoveredSchema>;
