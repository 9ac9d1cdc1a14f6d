import type { Input } from './graph.ts';

/** Nodes that join texts may be chained to double them without end. */
const MAX_LENGTH = 131_072;

/**
 * One text of several as the common nodes make it: the core's StringConcatenate and KJ's JoinStrings
 * as they are, WAS's Text Concatenate without spaces and empty ones, pysssss's StringFunction as tags.
 */
export function joinText(
  options: ReadonlyMap<string, Input>,
  parts: readonly string[],
  delimiter: string | undefined,
): string | undefined {
  const length = parts.reduce((sum, part) => sum + part.length + (delimiter ?? '').length, 0);
  if (length > MAX_LENGTH) return undefined;
  const action = options.get('action');
  if (action === 'append' || action === 'replace') return joinTags(options, parts, action);
  const cleans = options.get('clean_whitespace');
  if (cleans === undefined) return parts.join(unescapeBreaks(delimiter ?? ''));
  const clean = parts.map((part) => (String(cleans) === 'true' ? part.trim() : part));
  return clean.filter((part) => part !== '').join(unescapeBreaks(delimiter ?? ''));
}

/** Many take a line break that is written out. */
function unescapeBreaks(delimiter: string): string {
  return delimiter.replaceAll('\\n', '\n');
}

/** As its exec() does, but for patterns. */
function joinTags(
  options: ReadonlyMap<string, Input>,
  parts: readonly string[],
  action: 'append' | 'replace',
): string | undefined {
  const isTidy = options.get('tidy_tags') === 'yes';
  const [text = '', searched = '', replacement = ''] = parts;
  const joined =
    action === 'append'
      ? parts.filter((part) => part !== '').join(isTidy ? ', ' : '')
      : replaceIn(text, searched, replacement);
  if (joined === undefined || !isTidy) return joined;
  return joined
    .replace(/\s{2,}/g, ' ')
    .replaceAll(' ,', ',')
    .replace(/,{2,}/g, ',')
    .trim();
}

/** Each place may become longer; what is searched may be nothing. */
function replaceIn(text: string, searched: string, replacement: string): string | undefined {
  if (searched === '') return text;
  const pieces = text.split(searched);
  const length = text.length + pieces.length * replacement.length;
  return length > MAX_LENGTH ? undefined : pieces.join(replacement);
}
