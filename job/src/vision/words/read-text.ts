import { MAX_TEXT_LENGTH, type Scene, type Source } from '@blobscribe/core/scene';
import { cleanWords } from './clean-words.ts';
import { isSuspicious } from './suspicious-words.ts';

/** An order may go on beyond the cap, and be no order any more if it is cut. */
const MAX_LOOKED_AT = 4 * MAX_TEXT_LENGTH;

/** Words that were read in a picture as the scene's entry, or undefined if none are left when cleaned. */
export function textEntry(
  lines: readonly string[],
  confidence: number,
  source: Source,
): Scene['text'] {
  const beginning = lines.join('\n').slice(0, MAX_LOOKED_AT);
  const value = cleanWords(beginning, MAX_TEXT_LENGTH);
  if (value === '') return undefined;
  // An order may be spread over lines, or only be one at the beginning of its line.
  const flagged = isSuspicious(beginning) || beginning.split('\n').some(isSuspicious);
  return { value, confidence, source, ...(flagged && { flagged: true as const }) };
}
