import * as z from 'zod';

/** Where a scene entry comes from: no entry without evidence. */
const SOURCES = ['caption', 'tag', 'object', 'pixels', 'exif', 'recovered', 'model'] as const;

/** A page of writing is not what a picture is about. */
export const MAX_TEXT_LENGTH = 1000;

function entry<Value extends z.ZodType>(value: Value) {
  return z.object({ value, confidence: z.number().min(0).max(1), source: z.enum(SOURCES) });
}

/** Phrases, the most telling first; `sources` has one for each where they are not all of `source`. */
const phrasesEntry = entry(z.array(z.string().min(1)).min(1)).extend({
  sources: z.array(z.enum(SOURCES)).optional(),
});

const thing = z.object({
  name: z.string().min(1),
  count: z.int().min(1),
  /** Of this one, where the entry's own is that of the surest. */
  confidence: z.number().min(0).max(1).optional(),
});

const part = z.number().min(0).max(1);

/** Why something is said to be there: for people who ask, never part of a prompt. */
const claim = z.object({
  name: z.string().min(1),
  score: part,
  /** In parts of the picture's width and height, from its upper left corner. */
  box: z.object({ x: part, y: part, w: part, h: part }),
  /** By which rule it is believed: "seen-twice". */
  rule: z.string().min(1),
});

const tag = z.object({ name: z.string().min(1), confidence: z.number().min(0).max(1) });

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
  objects: entry(z.array(thing).min(1)).optional(),
  /** How many are seen. */
  people: entry(z.int().min(1)).optional(),
  /** Parts of the picture in a few words each, the surest first: "a mug on a desk". */
  details: phrasesEntry.optional(),
  /** What detectors on this machine saw: people and their faces, things, lines of text. */
  claims: entry(z.array(claim).min(1)).optional(),
  /** What a service calls the whole picture, the surest first. */
  tags: entry(z.array(tag).min(1)).optional(),
  /** Words seen in the picture: somebody else's. `flagged` if they read like orders or generator syntax. */
  text: entry(z.string().min(1).max(MAX_TEXT_LENGTH))
    .extend({ flagged: z.literal(true).optional() })
    .optional(),
  /** A noun that can stand alone: "photograph", "black-and-white photograph", "line drawing". */
  medium: entry(z.string().min(1)),
  /** "watercolour", "minimalist": only from somebody who said so. */
  style: phrasesEntry.optional(),
  /** Format, layout, focus: "portrait format", "visual weight left of centre", "shallow depth of field". */
  composition: phrasesEntry.optional(),
  lighting: phrasesEntry.optional(),
  palette: entry(z.array(colour).min(1)).optional(),
  mood: phrasesEntry.optional(),
  /** Camera, lens and exposure in a photographer's words. */
  camera: phrasesEntry.optional(),
  /** Small integers, "3:2". */
  aspectRatio: entry(z.string().regex(/^\d{1,2}:\d{1,2}$/)),
  /** What the file says of its own making; never part of a prompt. */
  provenance: entry(
    z.object({
      /** IPTC's term, "trainedAlgorithmicMedia". https://cv.iptc.org/newscodes/digitalsourcetype */
      digitalSourceType: z.string().min(1).optional(),
      /** A C2PA manifest is there; it is not verified. */
      contentCredentials: z.literal(true).optional(),
    }),
  ).optional(),
});

export type Scene = z.infer<typeof sceneSchema>;
export type Source = (typeof SOURCES)[number];
export type Colour = z.infer<typeof colour>;
