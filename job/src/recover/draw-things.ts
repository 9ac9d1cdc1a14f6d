import type { Recovered } from '@blobscribe/core/prompt-document';
import type { FileTexts } from './file-texts.ts';
import { parseJsonObject } from './parse-json.ts';
import { readSettings } from './settings-line.ts';
import { describeTool } from './tool-words.ts';

const TOOL = 'Draw Things';
const COMMENTS = ['xmp:UserComment', 'exif:UserComment', 'UserComment'];

/**
 * Draw Things: JSON in the user comment, `c` the prompt and `uc` the negative one; else its XMP
 * description: the prompt, the negative one behind a dash, the settings.
 * https://github.com/receyuki/stable-diffusion-prompt-reader/blob/master/sd_prompt_reader/format/drawthings.py
 */
export function recoverDrawThings(texts: FileTexts): Recovered | undefined {
  for (const key of COMMENTS) {
    const { c: prompt, uc: negative, ...parameters } = parseJsonObject(texts.get(key)) ?? {};
    const found = describeTool(TOOL, prompt, negative, parameters);
    if (found) return found;
  }
  if (texts.get('xmp:CreatorTool') !== TOOL) return undefined;
  return readDescription(texts.get('xmp:description') ?? '');
}

function readDescription(text: string): Recovered | undefined {
  const settingsAt = text.lastIndexOf('\nSteps: ');
  const words = settingsAt < 0 ? text : text.slice(0, settingsAt);
  const negativeAt = words.lastIndexOf('\n-');
  const prompt = negativeAt < 0 ? words : words.slice(0, negativeAt);
  const negative = negativeAt < 0 ? undefined : words.slice(negativeAt + 2);
  const parameters = settingsAt < 0 ? {} : readSettings(text.slice(settingsAt + 1));
  return describeTool(TOOL, prompt, negative, { ...parameters });
}
