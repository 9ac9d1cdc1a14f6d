import { sceneSchema } from '@blobscribe/core/scene';
import * as z from 'zod';

export const wantedSchema = z.object({
  /** Whether what is written in the picture is to be read. */
  text: z.boolean(),
  /** Whether its pixels show that a camera took it. */
  photographed: z.boolean(),
});

/** A child looks at pictures of strangers: what it says is believed no more than they are. */
export const replySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('seen'),
    evidence: sceneSchema.partial(),
    /** Why nothing could be read in it, on this machine. */
    unread: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('broken'), fault: z.string() }),
]);

export type Wanted = z.infer<typeof wantedSchema>;
export type Reply = z.infer<typeof replySchema>;
export type Seen = Extract<Reply, { readonly kind: 'seen' }>;
