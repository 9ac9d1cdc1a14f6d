import { type GraphNode, isLink, type Link } from './graph.ts';
import { waysToWords } from './switches.ts';
import {
  byName,
  distinct,
  longestText,
  namedTexts,
  type Role,
  readText,
  step,
  type Walk,
} from './words.ts';

/** What carries conditioning on, by the names of inputs. */
const CARRIER = /cond|(?:^|_)(?:pos|neg)|positive|negative|guider|guidance_from|pipe|context/i;
/** Halves of one text for a model's several encoders: SDXL's, Flux's, SD3's. */
const ENCODER_TEXT = /^(?:text_[gl]|clip_[gl]|t5xxl|llama|text)$/i;
/** Its text is taken and none of it is left. */
const NOTHING = 'ConditioningZeroOut';

/** The texts that feed a conditioning, in the order of the inputs that it is combined from. */
export function conditioningTexts(walk: Walk, link: Link, path: readonly string[] = []): string[] {
  const node = step(walk, link.node, path);
  if (!node || node.type === NOTHING) return [];
  const further = [...path, link.node];
  const own = ownTexts(walk, node, further);
  if (own.length > 0) return own;
  const carriers = carriersOf(node, walk.role);
  const ways = carriers.length > 0 ? carriers : waysToWords(node);
  const texts = distinct(ways.flatMap(([, way]) => conditioningTexts(walk, way, further)));
  return texts.length > 0 || carriers.length > 0 ? texts : distinct([longestText(node)]);
}

/** Those of its own kind where a node takes both. */
function carriersOf(node: GraphNode, role: Role): (readonly [string, Link])[] {
  const [own, other] = role === 'positive' ? [/pos/i, /neg/i] : [/neg/i, /pos/i];
  const carriers = waysToWords(node).filter(([name]) => CARRIER.test(name) && !other.test(name));
  const exact = carriers.filter(([name]) => own.test(name));
  return exact.length > 0 ? exact : carriers;
}

function ownTexts(walk: Walk, node: GraphNode, path: readonly string[]): string[] {
  const halves = [...node.inputs]
    .filter(([name]) => ENCODER_TEXT.test(name))
    .sort(([first], [second]) => byName(first, second));
  const isCarrier = [...node.inputs].some(([name, input]) => isLink(input) && CARRIER.test(name));
  if (halves.length === 0 && isCarrier) return [];
  const inputs = halves.length > 0 ? halves.map(([, input]) => input) : namedTexts(node, walk.role);
  return distinct(inputs.map((input) => readText(walk, input, path)));
}
