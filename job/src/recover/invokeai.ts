import type { Recovered } from '@blobscribe/core/prompt-document';
import type { FileTexts } from './file-texts.ts';
import { isObject, type Json, type JsonObject, parseJsonObject } from './parse-json.ts';
import { describeTool } from './tool-words.ts';

const TOOL = 'InvokeAI';

/**
 * InvokeAI, from version 3 on by `invokeai_metadata`, before by `sd-metadata` and the command `Dream`.
 * https://github.com/invoke-ai/InvokeAI/blob/main/invokeai/app/invocations/metadata.py
 */
export function recoverInvokeAi(texts: FileTexts): Recovered | undefined {
  const metadata = parseJsonObject(texts.get('invokeai_metadata'));
  if (metadata) return fromMetadata(metadata);
  return fromOldMetadata(parseJsonObject(texts.get('sd-metadata')), texts.get('Dream'));
}

function fromMetadata(metadata: JsonObject): Recovered | undefined {
  const { positive_prompt: prompt, negative_prompt: negative, ...parameters } = metadata;
  return describeTool(TOOL, prompt, negative, parameters);
}

/** Of several weighted prompts the command has them as they were typed. */
function fromOldMetadata(
  metadata: JsonObject | undefined,
  dream: string | undefined,
): Recovered | undefined {
  const { image, ...rest } = metadata ?? {};
  const { prompt: written, ...parameters } = isObject(image) ? image : {};
  const single = Array.isArray(written) && written.length === 1 ? written[0] : undefined;
  const prompt = isObject(single) ? single.prompt : (readDream(dream) ?? joinWeighted(written));
  return describeTool(TOOL, prompt, undefined, { ...rest, ...parameters });
}

/** `"a prompt" -s50 -W512 -H512 -C7.5 -Ak_lms`, as ldm/invoke/pngwriter.py of version 2 writes it. */
function readDream(dream: string | undefined): string | undefined {
  return /^"(.*)"(?: -|\s*$)/s.exec(dream ?? '')?.[1];
}

function joinWeighted(prompts: Json | undefined): Json | undefined {
  if (!Array.isArray(prompts)) return prompts;
  return prompts
    .filter(isObject)
    .map(({ prompt, weight }) => `${String(prompt)}:${String(weight)}`)
    .join(' ');
}
