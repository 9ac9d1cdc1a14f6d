import { withArticle } from '../language/articles.ts';
import { uncapitalise } from '../language/grammar.ts';

const LEADS =
  /^(in|on|at|by|near|under|inside|outside|indoors|outdoors|beside|against|above|below|among|along|behind|between|over|next to|during)\b/i;
/** Places that one is on; in most others one is in. */
const ON = new Set(
  'beach street road rooftop hill mountain lawn bridge sidewalk pavement balcony terrace stage court runway pier deck shore coast island farm field'.split(
    ' ',
  ),
);
const AT = new Set('airport station zoo market'.split(' '));
const IN = new Set(
  (
    'harbour harbor forest kitchen room bedroom bathroom office park garden city town village restaurant cafe café bar ' +
    'shop store museum gallery classroom library hospital church studio workshop gym pool desert jungle valley ' +
    'meadow yard backyard stadium theatre theater hall corridor lobby garage house building'
  ).split(' '),
);

/** " in a kitchen", " outdoors"; a setting that is no place of a known kind stands after a comma. */
export function placeOf(setting: string | undefined): string {
  if (!setting) return '';
  const place = uncapitalise(setting);
  if (LEADS.test(place)) return ` ${place.charAt(0).toLowerCase()}${place.slice(1)}`;
  const preposition = prepositionOf(place);
  if (preposition) return ` ${preposition} ${withArticle(place)}`;
  return /^(an?|the) /.test(place) ? ` in ${place}` : `, ${place}`;
}

/** By what kind of place it is: the last word before "at night", "in winter", "with trees". */
function prepositionOf(place: string): string | undefined {
  const [head = ''] = place.toLowerCase().split(/,| (?:at|in|of|with|on|by|near|under) /);
  const kind = head.split(' ').at(-1) ?? '';
  if (ON.has(kind)) return 'on';
  if (AT.has(kind)) return 'at';
  return IN.has(kind) ? 'in' : undefined;
}
