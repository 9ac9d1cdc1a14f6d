import * as z from 'zod';
import type { Refusal } from '../service-answer.ts';

/** Azure's error body; `innererror` names the fault more closely. */
const errorSchema = z.object({
  error: z.object({
    code: z.string().optional(),
    message: z.string().optional(),
    innererror: z
      .object({ code: z.string().optional(), message: z.string().optional() })
      .optional(),
  }),
});

/** The eight regions that caption images, from the service's documentation. */
export const CAPTION_REGIONS =
  'East US, West US, France Central, North Europe, West Europe, Southeast Asia, East Asia, Korea Central';

/** What the service says of its refusal, as far as it says anything. */
export function readAzureError(json: string): Pick<Refusal, 'code' | 'message'> {
  let body: unknown;
  try {
    body = JSON.parse(json);
  } catch {
    // A proxy in between answers with a page.
    return {};
  }
  const { data } = errorSchema.safeParse(body);
  const inner = data?.error.innererror;
  return {
    code: inner?.code ?? data?.error.code,
    message: inner?.message ?? data?.error.message,
  };
}

/** "The feature 'Caption' is not supported in this region." */
export function isWrongRegion({ status, message }: Refusal): boolean {
  return status === 400 && /not supported in (this|the) region/i.test(message ?? '');
}
