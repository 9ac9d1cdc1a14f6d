import * as z from 'zod';

/** The prompt forms that are rendered; one file each in `render/`. */
export const TARGETS = [
  'natural',
  'sdxl',
  'flux',
  'midjourney',
  'gpt-image',
  'tags',
  'caption',
  'alt-text',
] as const;

export type Target = (typeof TARGETS)[number];

/** What a client may ask of the words; absent members mean the defaults of each target. */
export const optionsSchema = z.strictObject({
  targets: z.array(z.enum(TARGETS)).min(1).max(TARGETS.length).optional(),
  maxWords: z.int().min(1).max(1000).optional(),
  triggerWord: z.string().min(1).max(100).optional(),
  prefix: z.string().max(500).optional(),
  suffix: z.string().max(500).optional(),
  detail: z.enum(['short', 'normal', 'long']).optional(),
  genderNeutral: z.boolean().optional(),
  includeText: z.boolean().optional(),
});

export type Options = z.infer<typeof optionsSchema>;
