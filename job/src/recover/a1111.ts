import type { Recovered } from '@blobscribe/core/prompt-document';
import type { FileTexts } from './file-texts.ts';
import { readSettings, type Settings } from './settings-line.ts';

const NEGATIVE = 'Negative prompt:';
/** Added behind the settings by the Dynamic Prompts extension. */
const TEMPLATE = /^(?:Negative )?Template:/;
/** As the web UI itself asks of a last line before it takes it for settings; others write fewer. */
const LEAST_SETTINGS = 3;
const FEW_SETTINGS = /^Steps: \d+, /;

/** Where the text stands in files that are no PNG; there any photograph may have a comment. */
const COMMENTS = ['exif:UserComment', 'exif:ImageDescription', 'jpeg:comment', 'UserComment'];

/**
 * The "infotext" of AUTOMATIC1111's web UI and of all that write as it does.
 * https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/master/modules/infotext_utils.py
 */
export function recoverA1111(texts: FileTexts): Recovered | undefined {
  const parameters = texts.get('parameters');
  if (parameters !== undefined) return readInfotext(parameters);
  for (const key of COMMENTS) {
    const found = readInfotext(texts.get(key) ?? '');
    if (found && 'Steps' in (found.parameters ?? {})) return found;
  }
  return undefined;
}

/** Prompt, "Negative prompt: …", settings, each from a line's start; the first two of any number of lines. */
export function readInfotext(text: string): Recovered | undefined {
  if (/^\s*\{\s*"/.test(text)) return undefined;
  const { words, settings } = splitSettings(text);
  const start = words.startsWith(NEGATIVE) ? 0 : words.indexOf(`\n${NEGATIVE}`);
  const prompt = start < 0 ? words : words.slice(0, start);
  const negative = start < 0 ? '' : words.slice(words.indexOf(':', start) + 1).replace(/^ /, '');
  if (prompt.trim() === '') return undefined;
  return {
    tool: nameTool(settings),
    prompt,
    ...(negative === '' ? {} : { negative }),
    ...(settings ? { parameters: settings } : {}),
  };
}

function splitSettings(text: string): { words: string; settings: Settings | undefined } {
  let rest = text.trimEnd();
  for (;;) {
    const lineEnd = rest.lastIndexOf('\n');
    const line = rest.slice(lineEnd + 1);
    const before = rest.slice(0, Math.max(lineEnd, 0));
    if (!TEMPLATE.test(line) || before === '') {
      const settings = readSettings(line);
      const isSettings = Object.keys(settings).length >= LEAST_SETTINGS || FEW_SETTINGS.test(line);
      return isSettings ? { words: before, settings } : { words: text, settings: undefined };
    }
    rest = before;
  }
}

function nameTool(settings: Settings | undefined): string {
  const version = String(settings?.Version ?? '');
  if (settings?.App === 'SD.Next') return 'SD.Next';
  if (/^(?:ComfyUI|Fooocus|SD\.Next)/.test(version)) return version.split(' ')[0] ?? version;
  // Forge numbers its versions "f2.0.1v1.10.1".
  return /^f\d/.test(version) ? 'Forge' : 'AUTOMATIC1111';
}
