import { isObject, type Json, type JsonObject } from '../parse-json.ts';
import { type Link, MAX_INPUTS } from './graph.ts';

/** LiteGraph's number for the node that stands for a subgraph's inputs; -20 is that of its outputs. */
const INPUT_NODE = '-10';
const OUTPUT_NODE = '-20';
const MAX_DEPTH = 8;

export type UiInput = {
  readonly name: string;
  readonly type: string;
  readonly link?: string;
  readonly isWidget: boolean;
};

export type UiNode = {
  readonly id: string;
  readonly type: string;
  readonly mode: number;
  readonly inputs: readonly UiInput[];
  readonly outputTypes: readonly string[];
  readonly widgets: readonly Json[];
  readonly namedWidgets: JsonObject;
  /** Of a subgraph's widgets, the inputs whose values they are; of some the value is inside. */
  readonly promoted: readonly string[];
  subgraph?: Scope;
};

export type UiLink = Link & { readonly fromOutside: boolean };

/** A graph as it is drawn, or a subgraph in one place where it is used. */
export type Scope = {
  readonly prefix: string;
  readonly nodes: ReadonlyMap<string, UiNode>;
  readonly links: ReadonlyMap<string, UiLink>;
  /** Of a subgraph: the link that an output is, by slot. */
  readonly outputs: ReadonlyMap<number, string>;
  readonly setters: ReadonlyMap<string, UiNode>;
  readonly parent?: { readonly scope: Scope; readonly instance: UiNode };
};

/** Reads a drawn graph and, in each place of their use, its subgraphs, up to so many nodes in all. */
export function flattenWorkflow(json: JsonObject, maxNodes: number): Scope {
  const definitions = isObject(json.definitions) ? json.definitions.subgraphs : undefined;
  const subgraphs = new Map(
    asArray(definitions).flatMap((item) => (isObject(item) ? [[String(item.id), item]] : [])),
  );
  const budget = { nodes: maxNodes };
  const expand = (source: JsonObject, prefix: string, depth: number, parent?: Scope['parent']) => {
    const scope = readScope(source, prefix, budget, parent);
    for (const node of scope.nodes.values()) {
      const definition = subgraphs.get(node.type);
      if (!definition || depth === 0 || budget.nodes <= 0) continue;
      const inside = { scope, instance: node };
      node.subgraph = expand(definition, `${prefix}${node.id}:`, depth - 1, inside);
    }
    return scope;
  };
  return expand(json, '', MAX_DEPTH);
}

function readScope(
  source: JsonObject,
  prefix: string,
  budget: { nodes: number },
  parent: Scope['parent'],
): Scope {
  const items = asArray(source.nodes).slice(0, Math.max(budget.nodes, 0));
  budget.nodes -= items.length;
  const nodes = items.flatMap((item) => readNode(item) ?? []);
  const links = new Map<string, UiLink>();
  const outputs = new Map<number, string>();
  for (const link of asArray(source.links)) {
    const { id, from, fromSlot, to, toSlot } = readLink(link);
    links.set(id, { node: from, slot: fromSlot, fromOutside: from === INPUT_NODE });
    if (to === OUTPUT_NODE) outputs.set(toSlot, id);
  }
  const setters = nodes.filter(({ type }) => type === 'SetNode');
  return {
    prefix,
    nodes: new Map(nodes.map((node) => [node.id, node])),
    links,
    outputs,
    setters: new Map(setters.map((node) => [String(node.widgets[0]), node])),
    ...(parent ? { parent } : {}),
  };
}

function readNode(item: Json): UiNode | undefined {
  if (!isObject(item) || typeof item.type !== 'string') return undefined;
  const values = item.widgets_values;
  return {
    id: String(item.id),
    type: item.type,
    mode: Number(item.mode ?? 0),
    inputs: asArray(item.inputs).filter(isObject).slice(0, MAX_INPUTS).map(readInput),
    outputTypes: asArray(item.outputs).map((output) => String(isObject(output) && output.type)),
    widgets: asArray(values),
    namedWidgets: isObject(values) ? values : {},
    promoted: readPromoted(item.properties),
  };
}

/** Pairs of the node that has the widget, -1 for an input of the subgraph, and its name. */
function readPromoted(properties: Json | undefined): string[] {
  const pairs = isObject(properties) ? asArray(properties.proxyWidgets) : [];
  return pairs.map(asArray).map(([node, name]) => (String(node) === '-1' ? String(name) : ''));
}

function readInput({ name, type, link, widget }: JsonObject): UiInput {
  const base = { name: String(name), type: String(type), isWidget: isObject(widget) };
  return typeof link === 'number' || typeof link === 'string'
    ? { ...base, link: String(link) }
    : base;
}

/** Up to version 0.4 a list of id, origin, slot, target, slot and type, since then an object. */
function readLink(link: Json) {
  const [id, from, fromSlot, to, toSlot] = isObject(link)
    ? [link.id, link.origin_id, link.origin_slot, link.target_id, link.target_slot]
    : asArray(link);
  return {
    id: String(id),
    from: String(from),
    fromSlot: Number(fromSlot),
    to: String(to),
    toSlot: Number(toSlot),
  };
}

function asArray(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
