/**
 * The preferred words of AP style (https://crewnetwork.org/knowledge-base/associated-press-style/gender-neutral-language):
 * "person", "child", "parent", "firefighter"; royal titles stay, and so do names of things ("snowman", "manhole").
 */
export const NEUTRAL_NOUNS: Readonly<Record<string, string>> = {
  man: 'person',
  men: 'people',
  woman: 'person',
  women: 'people',
  gentleman: 'person',
  gentlemen: 'people',
  lady: 'person',
  ladies: 'people',
  guy: 'person',
  guys: 'people',
  boy: 'child',
  boys: 'children',
  girl: 'child',
  girls: 'children',
  schoolboy: 'schoolchild',
  schoolboys: 'schoolchildren',
  schoolgirl: 'schoolchild',
  schoolgirls: 'schoolchildren',
  ...both('mother', 'father', 'parent'),
  ...both('mum', 'dad', 'parent'),
  ...both('mom', 'daddy', 'parent'),
  ...both('grandmother', 'grandfather', 'grandparent'),
  ...both('grandma', 'grandpa', 'grandparent'),
  ...both('sister', 'brother', 'sibling'),
  ...both('girlfriend', 'boyfriend', 'partner'),
  ...both('bride', 'groom', 'newlywed'),
  ...both('actress', 'actor', 'actor'),
  actresses: 'actors',
  ...both('waitress', 'waiter', 'server'),
  waitresses: 'servers',
  ...both('hostess', 'host', 'host'),
  hostesses: 'hosts',
  stewardess: 'flight attendant',
  stewardesses: 'flight attendants',
  ...both('ballerina', 'ballerino', 'ballet dancer'),
  daughter: 'child',
  daughters: 'children',
  son: 'child',
  sons: 'children',
  wife: 'spouse',
  wives: 'spouses',
  husband: 'spouse',
  husbands: 'spouses',
  housewife: 'homemaker',
  housewives: 'homemakers',
};

/** "-man" and "-woman" of these; any other word that ends so is left alone. */
export const NEUTRAL_TRADES: Readonly<Record<string, string>> = {
  business: 'businessperson',
  camera: 'camera operator',
  chair: 'chairperson',
  clergy: 'cleric',
  crafts: 'artisan',
  door: 'door attendant',
  fire: 'firefighter',
  fisher: 'fisher',
  fore: 'supervisor',
  handy: 'handyperson',
  horse: 'rider',
  mail: 'mail carrier',
  police: 'police officer',
  post: 'mail carrier',
  repair: 'repairer',
  sales: 'salesperson',
  service: 'service member',
  spokes: 'spokesperson',
  sports: 'athlete',
  stunt: 'stunt performer',
  weather: 'weather forecaster',
  work: 'worker',
};

/** Where -person makes its plural otherwise than by -s. */
export function pluralTrade(trade: string): string {
  return trade.endsWith('person') ? trade.replace(/person$/, 'people') : `${trade}s`;
}

function both(female: string, male: string, neutral: string): Record<string, string> {
  return {
    [female]: neutral,
    [male]: neutral,
    [`${female}s`]: `${neutral}s`,
    [`${male}s`]: `${neutral}s`,
  };
}
