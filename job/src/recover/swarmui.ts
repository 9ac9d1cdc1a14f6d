import type { Recovered } from '@blobscribe/core/prompt-document';
import type { FileTexts } from './file-texts.ts';
import { isObject, parseJsonObject } from './parse-json.ts';
import { describeTool } from './tool-words.ts';

/** https://github.com/mcmonkeyprojects/SwarmUI/blob/master/docs/Image%20Metadata%20Format.md */
export function recoverSwarmUi(texts: FileTexts): Recovered | undefined {
  const json = parseJsonObject(texts.get('parameters') ?? texts.get('exif:UserComment'));
  const words = json?.sui_image_params;
  if (!isObject(words)) return undefined;
  const { prompt, negativeprompt: negative, ...parameters } = words;
  return describeTool('SwarmUI', prompt, negative, parameters);
}
