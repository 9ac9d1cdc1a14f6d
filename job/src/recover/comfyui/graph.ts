import { isObject, isScalar, type Json, type JsonObject } from '../parse-json.ts';

export type Link = { readonly node: string; readonly slot: number };
export type Scalar = string | number | boolean;
export type Input = Link | Scalar;
export type GraphNode = { readonly type: string; readonly inputs: ReadonlyMap<string, Input> };
/** What ComfyUI executes: nodes by id, each input a value or the output of another node. */
export type Graph = ReadonlyMap<string, GraphNode>;

/** The largest graphs that people share have some thousand. */
export const MAX_NODES = 20_000;
/** A node of more is made to be slow: it may be passed on thousands of ways. */
export const MAX_INPUTS = 200;

/**
 * A graph in ComfyUI's "API format", `{"3": {"class_type": "KSampler", "inputs": {"positive": ["6", 0]}}}`.
 */
export function readApiGraph(json: JsonObject | undefined): Graph {
  const graph = new Map<string, GraphNode>();
  for (const [id, node] of Object.entries(json ?? {}).slice(0, MAX_NODES)) {
    if (!isObject(node) || typeof node.class_type !== 'string' || !isObject(node.inputs)) continue;
    const inputs = new Map<string, Input>();
    for (const [name, value] of Object.entries(node.inputs).slice(0, MAX_INPUTS)) {
      const input = readInput(value);
      if (input !== undefined) inputs.set(name, input);
    }
    graph.set(id, { type: node.class_type, inputs });
  }
  return graph;
}

export function isLink(input: Input | undefined): input is Link {
  return typeof input === 'object';
}

/** The inputs that come from other nodes. */
export function linksOf(node: GraphNode): (readonly [string, Link])[] {
  return [...node.inputs].flatMap(([name, input]) => (isLink(input) ? [[name, input]] : []));
}

function readInput(value: Json): Input | undefined {
  if (isScalar(value)) return value as Scalar;
  if (!Array.isArray(value) || value.length !== 2 || typeof value[1] !== 'number') return undefined;
  const [node, slot] = value;
  return typeof node === 'string' || typeof node === 'number'
    ? { node: String(node), slot }
    : undefined;
}
