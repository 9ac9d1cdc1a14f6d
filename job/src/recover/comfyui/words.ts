import { type Graph, type GraphNode, type Input, isLink } from './graph.ts';
import { joinText } from './join-text.ts';
import { chosenWay, waysToWords } from './switches.ts';

export type Role = 'positive' | 'negative';
/** A walk through a graph, which may have cycles and be made to be long. */
export type Walk = {
  readonly graph: Graph;
  readonly role: Role;
  /** Texts that the graph itself shows, by the output that they come from. */
  readonly shown: ReadonlyMap<string, string>;
  /** Shared by all walks through one graph. */
  readonly budget: { steps: number };
};

/** A real way has some ten steps. */
const MAX_STEPS = 5000;
const MAX_DEPTH = 200;

const MAX_JOINED_LENGTH = 1024 * 1024;

/** What text goes by, best first: what a wildcard became before the wildcard. */
const NAMES = [
  /^populated_text$/,
  /^(?:text|prompt|string|value)$/i,
  /^(?:wildcard_)?text|prompt|string|caption/i,
];
/** Parts of a text that is joined: "text_a", "string1", "text1", "part_2". */
const PART = /^(?:text|string|str|prompt|part|input)_?(?:[a-h]|\d{1,2})$/i;
const DELIMITER = /^(?:delimiter|separator|join_with|seperator)$/i;
const FILE_NAME = /\.(?:safetensors|ckpt|pth?|bin|gguf|png|jpe?g|webp)$/i;
/** Options that are text to a program. */
const OPTION =
  /(?:_name|_type|type|mode|method|action|normalization|interpretation|scheduler|control|device|dtype|whitespace|delimiter|separator|language|size)$/i;

/** What pysssss's ShowText shows. */
const SHOWN = /^text(?:_0|2)$/;
/** Signs of a node whose text is not the one that it is given: a model of language, a lottery. */
const CHANCE = /^(?:seed|temperature|model|max_(?:new_)?tokens)$/;

/** Walks through a graph for either role, which together end. */
export function createWalks(graph: Graph): (role: Role) => Walk {
  const budget = { steps: MAX_STEPS };
  const shown = new Map<string, string>();
  for (const { inputs } of graph.values()) {
    const source = inputs.get('text');
    const [, text] = [...inputs].find(([name]) => SHOWN.test(name)) ?? [];
    if (isLink(source) && typeof text === 'string')
      shown.set(`${source.node} ${source.slot}`, text);
  }
  return (role) => ({ graph, role, shown, budget });
}

/** A node to go on from, unless the way has been long enough. */
export function step(walk: Walk, id: string, path: readonly string[]): GraphNode | undefined {
  if (walk.budget.steps-- <= 0 || path.length > MAX_DEPTH || path.includes(id)) return undefined;
  return walk.graph.get(id);
}

/** The text of an input: written there, or made by the nodes that lead to it. */
export function readText(
  walk: Walk,
  input: Input | undefined,
  path: readonly string[] = [],
): string | undefined {
  if (!isLink(input)) return typeof input === 'string' ? input : undefined;
  const node = step(walk, input.node, path);
  if (!node) return undefined;
  const further = [...path, input.node];
  const shown = walk.shown.get(`${input.node} ${input.slot}`);
  const isMade = [...node.inputs].some(([name, value]) => CHANCE.test(name) && !isLink(value));
  if (isMade && shown !== undefined && !node.inputs.has('populated_text')) return shown;
  return joinParts(walk, node, further) ?? findText(walk, node, further);
}

/** Texts that a node itself is given, by the names that texts have. */
export function namedTexts(node: GraphNode, role: Role): Input[] {
  const inputs = [...node.inputs].filter(([, value]) => typeof value === 'string' || isLink(value));
  const byRole = inputs.filter(([name]) => name.toLowerCase().includes(role));
  if (byRole.length > 0) return byRole.map(([, input]) => input);
  const other = role === 'positive' ? /neg/i : /pos/i;
  for (const pattern of NAMES) {
    const found = inputs.filter(
      ([name]) => pattern.test(name) && !OPTION.test(name) && !other.test(name),
    );
    if (found.length > 0) return found.map(([, input]) => input);
  }
  return [];
}

/** A node nobody has heard of: its longest text that is no option. */
export function longestText(node: GraphNode): string | undefined {
  const texts = [...node.inputs].flatMap(([name, value]) =>
    typeof value === 'string' && !OPTION.test(name) && !FILE_NAME.test(value) ? [value] : [],
  );
  return texts.sort((a, b) => b.length - a.length)[0];
}

function findText(walk: Walk, node: GraphNode, path: readonly string[]): string | undefined {
  for (const input of namedTexts(node, walk.role)) {
    const text = readText(walk, input, path);
    if (text !== undefined) return text;
  }
  for (const [, link] of waysToWords(node)) {
    const text = readText(walk, link, path);
    if (text !== undefined) return text;
  }
  return longestText(node);
}

/** By the order of their names: linked inputs stand behind written ones in the graph. */
function joinParts(walk: Walk, node: GraphNode, path: readonly string[]): string | undefined {
  const names = [...node.inputs.keys()].filter((name) => PART.test(name)).sort(byName);
  const delimiter = [...node.inputs.keys()].find((name) => DELIMITER.test(name));
  if (chosenWay(node) || (delimiter === undefined && names.length < 2)) return undefined;
  const read = (name: string) => readText(walk, node.inputs.get(name), path);
  const parts = names.map(read).filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return joinText(node.inputs, parts, delimiter === undefined ? undefined : read(delimiter));
}

export function byName(first: string, second: string): number {
  return first.localeCompare(second, 'en', { numeric: true });
}

/** Several texts as one, each from a line's start; equal ones once, empty ones only if there are no others. */
export function joinTexts(texts: readonly (string | undefined)[]): string | undefined {
  const known = distinct(texts);
  const length = known.reduce((sum, text) => sum + text.length + 1, 0);
  return known.length > 0 && length <= MAX_JOINED_LENGTH ? known.join('\n') : undefined;
}

export function distinct(texts: readonly (string | undefined)[]): string[] {
  const known = texts.filter((text) => text !== undefined);
  const full = known.filter((text) => text.trim() !== '');
  return [...new Set(full.length > 0 ? full : known)];
}
