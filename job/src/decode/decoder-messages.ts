import { FAILURE_CODES } from '@blobscribe/core/failure';
import { promptDocumentSchema } from '@blobscribe/core/prompt-document';
import { sceneSchema } from '@blobscribe/core/scene';
import * as z from 'zod';
import { MEDIA_TYPES } from './sniff.ts';

const buffer = z.custom<Buffer>(Buffer.isBuffer);

export const wantedSchema = z.object({
  /** Of the file, by its content. */
  mediaType: z.enum(MEDIA_TYPES),
  /** Whether a service or models of this machine are to see the picture. */
  jpeg: z.boolean(),
});

const [{ shape: record }] = promptDocumentSchema.options;

export const inspectionSchema = z.object({
  /** Of the file, in pixels, with its orientation applied. */
  width: z.int().min(1),
  height: z.int().min(1),
  /** What pixels and EXIF prove. */
  pixels: sceneSchema,
  /** What the file says in words of its own. */
  words: z.object({
    recovered: record.recovered.unwrap().exactOptional(),
    provenance: sceneSchema.shape.provenance.unwrap().shape.value.exactOptional(),
  }),
});

const inspectedSchema = inspectionSchema.extend({
  /** The picture and nothing else, if it was wanted. */
  jpeg: buffer.exactOptional(),
});

/** A child decodes files of strangers: what it says is believed no more than they are. */
export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inspected'), inspected: inspectedSchema }),
  z.object({
    kind: z.literal('failed'),
    code: z.enum(FAILURE_CODES),
    detail: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('broken'), fault: z.string() }),
]);

export type Wanted = z.infer<typeof wantedSchema>;
/** What is learned from a file itself. */
export type Inspection = z.infer<typeof inspectionSchema>;
export type Inspected = z.infer<typeof inspectedSchema>;
/** The end of one image. */
export type Reply = z.infer<typeof replySchema>;
