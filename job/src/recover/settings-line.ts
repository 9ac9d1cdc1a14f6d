import { readNumber } from './read-number.ts';

export type Settings = Readonly<Record<string, string | number>>;

/** A name, then text in JSON's quotes if it has a comma, a colon or a line break, else up to a comma. */
const SETTING = /\s*(\w[\w \-/]*):\s*("(?:\\.|[^\\"])*"|[[{]|[^,]*)/y;
/** More than any line has. */
const MAX_SETTINGS = 500;
const MAX_LINE_LENGTH = 65_536;

/** `Steps: 20, Sampler: Euler a, Lora hashes: "a: 1, b: 2"` as names and values. */
export function readSettings(line: string): Settings {
  const settings: Record<string, string | number> = {};
  if (line.length > MAX_LINE_LENGTH) return settings;
  let at = 0;
  for (let count = 0; count < MAX_SETTINGS && at < line.length; count++) {
    SETTING.lastIndex = at;
    const [, name, raw = ''] = SETTING.exec(line) ?? [];
    if (name !== undefined) {
      const start = SETTING.lastIndex - raw.length;
      const value = /^[[{]$/.test(raw) ? readStructure(line, start) : raw;
      settings[name] = /hash/i.test(name) ? unquote(value) : readNumber(unquote(value));
      at = start + value.length;
    }
    const comma = line.indexOf(',', at);
    at = comma < 0 ? line.length : comma + 1;
  }
  return settings;
}

/** Civitai writes JSON without quotes around it, "Hashes: {"model": "…", "vae": "…"}". */
function readStructure(line: string, start: number): string {
  let depth = 0;
  for (let at = start; at < line.length; at++) {
    if ('[{'.includes(line[at] ?? '')) depth++;
    if (']}'.includes(line[at] ?? '')) depth--;
    if (depth === 0) return line.slice(start, at + 1);
  }
  return line.slice(start);
}

function unquote(value: string): string {
  if (!/^".*"$/s.test(value)) return value;
  try {
    const text: unknown = JSON.parse(value);
    return typeof text === 'string' ? text : value;
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}
