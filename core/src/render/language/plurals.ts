const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people',
  man: 'men',
  woman: 'women',
  child: 'children',
  foot: 'feet',
  tooth: 'teeth',
  goose: 'geese',
  mouse: 'mice',
  ox: 'oxen',
  knife: 'knives',
  life: 'lives',
  wife: 'wives',
  shelf: 'shelves',
  bookshelf: 'bookshelves',
  leaf: 'leaves',
  loaf: 'loaves',
  wolf: 'wolves',
  calf: 'calves',
  half: 'halves',
  scarf: 'scarves',
  thief: 'thieves',
  potato: 'potatoes',
  tomato: 'tomatoes',
  hero: 'heroes',
  cactus: 'cacti',
};
const SINGULARS = Object.fromEntries(
  Object.entries(IRREGULAR).map(([one, many]) => [many, one] as const),
);
/** One or many, written alike. */
const UNCHANGED =
  /(sheep|deer|fish|moose|bison|aircraft|spacecraft|watercraft|hovercraft|salmon|shrimp|squid|series|species|scissors|trousers|jeans|pants|shorts|tights|goggles|binoculars|glasses|sunglasses|eyeglasses|skis|broccoli|furniture|clothing|footwear|headgear|luggage|baggage|food|fruit|jewellery|jewelry|tableware|people)$/;
/** These end in "man" and are none. */
const NO_MAN = /(human|german|roman|norman|ottoman|shaman|talisman)$/;
const MAX_NAME_WORDS = 4;
const COUNTS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** "two boxes", "sheep", "12 glasses of water"; one of something is its bare name. */
export function countOf(name: string, count: number): string {
  // What is longer describes, and "two people" are counted already.
  const counted = name.split(' ').length > MAX_NAME_WORDS || /^(two|three|\d+) /.test(name);
  return count === 1 || counted ? name : `${COUNTS[count - 1] ?? count} ${pluralOf(name)}`;
}

export function pluralOf(name: string): string {
  // "a glass of water": what is counted stands before the "of".
  const [, head = name, rest = ''] = /^(.+?)( (?:of|in|on|with) .+)$/.exec(name) ?? [];
  const [, start = '', last = head] = /^(.*[ -])([^ -]+)$/.exec(head) ?? [];
  return start + pluralWord(last) + rest;
}

function pluralWord(word: string): string {
  const lower = word.toLowerCase();
  const irregular = Object.hasOwn(IRREGULAR, lower) ? IRREGULAR[lower] : undefined;
  if (irregular) return word.charAt(0) + irregular.slice(1);
  if (UNCHANGED.test(lower) || Object.hasOwn(SINGULARS, lower)) return word;
  if (/man$/.test(lower) && !NO_MAN.test(lower)) return word.replace(/man$/, 'men');
  if (/(ss|x|z|ch|sh|us)$/.test(lower) || /(lens|bus|gas|atlas|canvas|iris)$/.test(lower))
    return `${word}es`;
  if (/s$/.test(lower)) return word;
  if (/[^aeiou]y$/.test(lower)) return `${word.slice(0, -1)}ies`;
  return /\p{L}$/u.test(word) ? `${word}s` : word;
}

/** The word as a dictionary has it, to compare by; no word that anybody reads. */
export function singularOf(word: string): string {
  const lower = word.toLowerCase();
  if (Object.hasOwn(SINGULARS, lower)) return SINGULARS[lower] ?? lower;
  if (/men$/.test(lower) && lower.length > 4) return lower.replace(/men$/, 'man');
  if (/[^aeiou]ies$/.test(lower) && lower.length > 4) return lower.replace(/ies$/, 'y');
  if (/(ss|x|z|ch|sh|us|ens|as)es$/.test(lower)) return lower.slice(0, -2);
  return /[^sui]s$/.test(lower) && lower.length > 3 ? lower.slice(0, -1) : lower;
}
