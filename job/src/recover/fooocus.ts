import type { Recovered } from '@blobscribe/core/prompt-document';
import { readInfotext } from './a1111.ts';
import type { FileTexts } from './file-texts.ts';
import { type JsonObject, parseJsonObject } from './parse-json.ts';
import { describeTool } from './tool-words.ts';

const TOOL = 'Fooocus';
/** Keys that no other tool's JSON has; the last two are of the log before version 2.2. */
const SIGNS = [
  'full_prompt',
  'fooocus_v2_expansion',
  'performance',
  'Performance',
  'Fooocus V2 Expansion',
];

/**
 * Fooocus in both of its schemes: JSON of its own, or A1111's text with the prompt as it was typed
 * among the settings. What it made of the prompt ("full_prompt") is a parameter.
 * https://github.com/lllyasviel/Fooocus/blob/main/modules/meta_parser.py
 */
export function recoverFooocus(texts: FileTexts): Recovered | undefined {
  const text = texts.get('parameters') ?? texts.get('exif:UserComment') ?? texts.get('Comment');
  const scheme = texts.get('fooocus_scheme') ?? texts.get('exif:MakerNote');
  const json = parseJsonObject(text);
  if (json) {
    const isFooocus = scheme === 'fooocus' || SIGNS.some((sign) => sign in json);
    return isFooocus ? fromJson(json) : undefined;
  }
  const infotext = readInfotext(text ?? '');
  if (!infotext || (scheme !== 'a1111' && infotext.tool !== TOOL)) return undefined;
  return fromInfotext(infotext);
}

function fromJson(json: JsonObject): Recovered | undefined {
  const { prompt, Prompt, negative_prompt, 'Negative Prompt': negative, ...parameters } = json;
  return describeTool(TOOL, prompt ?? Prompt, negative_prompt ?? negative, parameters);
}

function fromInfotext(infotext: Recovered): Recovered {
  const { 'Raw prompt': prompt, 'Raw negative prompt': negative } = infotext.parameters ?? {};
  return {
    ...infotext,
    tool: TOOL,
    ...(prompt === undefined ? {} : { prompt: String(prompt) }),
    ...(negative ? { negative: String(negative) } : {}),
  };
}
