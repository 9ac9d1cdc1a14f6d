/** Far deeper than any tool writes. */
const MAX_DEPTH = 100;

/**
 * Strings are passed over, to their end or the text's. Python writes NaN and Infinity, which are no
 * JSON, and seeds of 64 bits, which no number of ours holds.
 */
const TOKENS = /"[^"\\]*(?:\\.?[^"\\]*)*"?|-?Infinity|NaN|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/gs;

const FOREIGN = /NaN|Infinity|\d{16}/g;
/** A graph has a handful; a megabyte of them takes seconds. */
const MAX_FOREIGN = 10_000;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** An object of JSON as Python writes it: NaN is null, a number too long to hold a string of digits. */
export function parseJsonObject(text: string | undefined): JsonObject | undefined {
  if (!text || !/^\s*\{/.test(text) || isTooDeep(text)) return undefined;
  const foreign = text.matchAll(FOREIGN).take(MAX_FOREIGN).toArray().length;
  if (foreign === MAX_FOREIGN) return undefined;
  try {
    const value: Json = JSON.parse(foreign > 0 ? text.replace(TOKENS, replaceToken) : text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isScalar(value: Json | undefined): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function replaceToken(token: string): string {
  if (token.startsWith('"')) return token;
  if (!/\d/.test(token)) return 'null';
  return Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
}

/** A parser may bear it, but what writes the record again is recursive. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22) isString = !isString;
    else if (isString) continue;
    else if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
