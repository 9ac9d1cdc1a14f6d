import { withoutArtists, withoutStyleOf } from '@blobscribe/core/render/language/artists';
import type { Evidence } from '../vision.ts';
import { cleanCaption, cleanName } from '../words/clean-words.ts';
import { textEntry } from '../words/read-text.ts';
import type { ModelScene } from './read-openai-reply.ts';

/**
 * Models do not say how sure they are, and would not know. This is more than a renderer leaves unsaid,
 * and less than what pixels prove (0.8 and up), which therefore wins where both speak.
 */
const MODEL_CONFIDENCE = 0.7;
const MOST_THINGS = 30;
const MOST_PHRASES = 8;

/** As a model writes it; a sign would shout it. */
const NO_WORDS = /^\s*(null|none|n\/a|no( visible)? text\.?)\s*$/;

const COMMON = { confidence: MODEL_CONFIDENCE, source: 'model' as const };

/** What a model wrote, in the scene's slots: clean, capped, and without the names of artists. */
export function openAiEvidence(scene: ModelScene): Evidence {
  const objects = readThings(scene);
  const words = NO_WORDS.test(scene.text ?? '') ? '' : (scene.text ?? '');
  const text = textEntry(words.split('\n'), MODEL_CONFIDENCE, 'model');
  return {
    ...wordsSlot('subject', withoutStyleOf(scene.subject ?? '')),
    ...wordsSlot('action', scene.action),
    ...wordsSlot('setting', scene.setting),
    ...(objects.length > 0 && { objects: { value: objects, ...COMMON } }),
    ...(scene.people && { people: { value: scene.people, ...COMMON } }),
    ...(text && { text }),
    ...wordsSlot('medium', withoutNames(scene.medium ?? '')),
    ...phrasesSlot('style', scene.style?.map(withoutNames)),
    ...phrasesSlot('composition', scene.composition),
    ...phrasesSlot('lighting', scene.lighting),
    ...phrasesSlot('mood', scene.mood),
  };
}

type WordsSlot = 'subject' | 'action' | 'setting' | 'medium';
type PhrasesSlot = 'style' | 'composition' | 'lighting' | 'mood';

function wordsSlot(slot: WordsSlot, words: string | null | undefined): Evidence {
  const value = tidy(words ?? '');
  return value === '' ? {} : { [slot]: { value, ...COMMON } };
}

function phrasesSlot(slot: PhrasesSlot, phrases: readonly string[] | null | undefined): Evidence {
  const value = [...new Set((phrases ?? []).map((phrase) => cleanName(tidy(phrase))))]
    .filter((phrase) => phrase !== '')
    .slice(0, MOST_PHRASES);
  return value.length === 0 ? {} : { [slot]: { value, ...COMMON } };
}

function readThings({ objects }: ModelScene): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { name, count } of objects ?? []) {
    const clean = cleanName(tidy(name));
    if (clean !== '') counts.set(clean, (counts.get(clean) ?? 0) + count);
  }
  return [...counts].map(([name, count]) => ({ name, count })).slice(0, MOST_THINGS);
}

function tidy(words: string): string {
  const clean = cleanCaption(words).replace(/[.\s]+$/, '');
  // A model that has nothing to say says so instead of nothing.
  return /^(null|none|n\/a|unknown|not (visible|applicable|specified))$/i.test(clean) ? '' : clean;
}

/** In a style or medium whoever it is "by" is a name, however small it is written. */
function withoutNames(text: string): string {
  return withoutArtists(text).replace(/,?\s*\b(?:by(?! hand\b)|after) .*$/i, '');
}
