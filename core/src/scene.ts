import { z } from 'zod';

/** Where a scene entry comes from: no entry without evidence. */
const SOURCES = ['caption', 'tag', 'object', 'pixels', 'exif', 'recovered', 'model'] as const;

function entry<Value extends z.ZodType>(value: Value) {
  return z.object({ value, confidence: z.number().min(0).max(1), source: z.enum(SOURCES) });
}

/** Phrases, the most telling first. */
const phrases = z.array(z.string().min(1)).min(1);

const colour = z.object({
  name: z.string().min(1),
  hex: z.string().regex(/^#[0-9a-f]{6}$/),
  /** Part of the picture's area, 0 to 1. */
  share: z.number().min(0).max(1),
});

/**
 * What is known of one image, free of any generator's syntax. A slot is absent when nothing supports
 * it; each entry says how sure its source is (0 to 1). Renderings say only what stands here.
 */
export const sceneSchema = z.object({
  subject: entry(z.string().min(1)).optional(),
  action: entry(z.string().min(1)).optional(),
  setting: entry(z.string().min(1)).optional(),
  objects: entry(z.array(z.object({ name: z.string().min(1), count: z.int().min(1) }))).optional(),
  people: entry(z.int().min(0)).optional(),
  text: entry(z.string().min(1)).optional(),
  /** A noun that can stand alone: "photograph", "black-and-white photograph", "line drawing". */
  medium: entry(z.string().min(1)),
  /** Format, layout, focus: "portrait format", "visual weight left of centre", "shallow depth of field". */
  composition: entry(phrases).optional(),
  lighting: entry(phrases).optional(),
  palette: entry(z.array(colour).min(1)).optional(),
  mood: entry(phrases).optional(),
  /** Camera, lens and exposure in a photographer's words. */
  camera: entry(phrases).optional(),
  /** Small integers, "3:2". */
  aspectRatio: entry(z.string().regex(/^\d{1,2}:\d{1,2}$/)),
});

export type Scene = z.infer<typeof sceneSchema>;
export type Colour = z.infer<typeof colour>;
