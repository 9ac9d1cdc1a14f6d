import { uploadOfId } from '../../core/src/blob-names.ts';
import type { SucceededDocument } from '../../core/src/prompt-document.ts';
import { renderPrompts } from '../../core/src/render/render.ts';
import { richScenes } from '../../core/src/render/rich-scenes.ts';
import { describedAs } from '../../test/support/documents.ts';

/** The record of an upload as long as a rich image's is: 4 to 5 KB. */
export function richRecord(tenant: string, id: string): SucceededDocument {
  const upload = uploadOfId(tenant, id);
  if (!upload) throw new Error(`no upload has the id ${id}`);
  const scene = richScenes.office;
  const { prompt, prompts } = renderPrompts(scene, {});
  return { ...describedAs(upload, prompt), prompts, scene };
}
