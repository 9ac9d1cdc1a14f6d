import type { Recovered } from '@blobscribe/core/prompt-document';
import type { FileTexts } from './file-texts.ts';
import { isObject, type Json, parseJsonObject } from './parse-json.ts';
import { describeTool } from './tool-words.ts';

/**
 * NovelAI's PNG: `Software` names it, `Description` is the prompt, `Comment` JSON with all the rest;
 * since its version 4 each character has a prompt of its own.
 * https://github.com/receyuki/stable-diffusion-prompt-reader/blob/master/sd_prompt_reader/format/novelai.py
 */
export function recoverNovelAi(texts: FileTexts): Recovered | undefined {
  if (texts.get('Software') !== 'NovelAI') return undefined;
  const { prompt, uc, ...parameters } = parseJsonObject(texts.get('Comment')) ?? {};
  const base = typeof prompt === 'string' ? prompt : texts.get('Description');
  return describeTool(
    'NovelAI',
    addCharacters(base, parameters.v4_prompt),
    addCharacters(uc, parameters.v4_negative_prompt),
    parameters,
  );
}

/** The scene, then a line for each character; their places stay among the parameters. */
function addCharacters(base: Json | undefined, structured: Json | undefined): Json | undefined {
  const caption = isObject(structured) ? structured.caption : undefined;
  if (!isObject(caption)) return base;
  const characters = Array.isArray(caption.char_captions) ? caption.char_captions : [];
  const first = typeof caption.base_caption === 'string' ? caption.base_caption : base;
  const captions = characters.map((item) => (isObject(item) ? item.char_caption : undefined));
  return [first, ...captions].filter((text) => typeof text === 'string' && text !== '').join('\n');
}
