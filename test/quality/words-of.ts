import type { Options } from '@blobscribe/core/options';
import { genderNeutral } from '@blobscribe/core/render/language/gender-neutral';
import type { Scene } from '@blobscribe/core/scene';

/** Words that join what a scene says, and the labels of a brief. */
const GLUE =
  'a an the in on at and of with to view mostly touch format palette style mood shot reading words ' +
  'showing also written picture colours light layout camera details image person people two';
/** What is unwanted whatever the scene. */
const NEGATIVE =
  'low quality watermark blurry illustration drawing 3d render photograph photorealistic colour';
const NUMBERS = 'one two three four five six seven eight nine ten'.split(' ');

/** More of one thing than generated scenes hold. */
const MAX_COUNT = 1000;

/** Lower-case words and numbers, each in the form that a dictionary has. */
export function splitWords(text: string): string[] {
  const words: string[] =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.map(stem);
}

/** All words that a rendering of the scene may be made of. */
export function wordsOf(scene: Scene, options: Options): ReadonlySet<string> {
  const { provenance: _provenance, ...said } = scene;
  const values = collectStrings(said).map((text) =>
    text.normalize('NFKC').replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, ''),
  );
  const things = (scene.objects?.value ?? []).reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(things, scene.people?.value ?? 0);
  const counts = Array.from({ length: Math.min(most, MAX_COUNT) }, (_, index) => index + 1);
  return new Set([
    ...splitWords(`${GLUE} ${NEGATIVE}`),
    ...values.flatMap(splitWords),
    ...values.flatMap((text) =>
      splitWords(genderNeutral(text.replace(/[^\p{L}\p{M}\p{N}'’,.-]+/gu, ' '))),
    ),
    // Things of one name are counted together.
    ...counts.flatMap((count) => splitWords(`${NUMBERS[count - 1] ?? ''} ${count}`)),
    ...splitWords([options.triggerWord, options.prefix, options.suffix].join(' ')),
  ]);
}

function collectStrings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'source' || key === 'sources' || key === 'hex' ? [] : collectStrings(part),
  );
}

/** Crude, and alike for both sides: "boxes" and "box", "men" and "man". */
function stem(word: string): string {
  const irregular: Readonly<Record<string, string>> = {
    people: 'person',
    children: 'child',
    feet: 'foot',
    teeth: 'tooth',
    mice: 'mouse',
    geese: 'goose',
    oxen: 'ox',
    cacti: 'cactus',
  };
  if (Object.hasOwn(irregular, word)) return irregular[word] ?? word;
  return word
    .replace(/men$/, 'man')
    .replace(/ves$/, 'f')
    .replace(/fe$/, 'f')
    .replace(/ies$/, 'y')
    .replace(/(ss|x|z|ch|sh|us)es$/, '$1')
    .replace(/(?<=[^s])s$/, '')
    .replace(/(?<=..)e$/, '');
}
