import { type Graph, type GraphNode, type Input, isLink, linksOf, type Scalar } from './graph.ts';

/** Nodes that a custom sampler is put together from. */
const PARTS = ['guider', 'noise', 'sampler', 'sigmas'];
const CHECKPOINT = /^(?:ckpt_name|unet_name|model_name|checkpoint|model_path)$/;
const MAX_STEPS = 200;

/** A sampler's numbers and choices, those of its parts, and the name of its checkpoint. */
export function samplerParameters(graph: Graph, node: GraphNode): Record<string, Scalar> {
  const parameters: Record<string, Scalar> = {};
  const parts = PARTS.flatMap((name) => nodeAt(graph, node.inputs.get(name)) ?? []);
  for (const part of [node, ...parts]) {
    for (const [name, input] of part.inputs) {
      const value = readScalar(graph, name, input);
      if (value !== undefined && !(name in parameters)) parameters[name] = value;
    }
  }
  return { ...parameters, ...findCheckpoint(graph, [node, ...parts]) };
}

function nodeAt(graph: Graph, input: Input | undefined): GraphNode | undefined {
  return isLink(input) ? graph.get(input.node) : undefined;
}

/** A seed may come from a node of its own, by its name there or as its value. */
function readScalar(graph: Graph, name: string, input: Input): Scalar | undefined {
  if (!isLink(input)) return input;
  const source = graph.get(input.node);
  for (const key of [name, 'value', 'int', 'float', 'number', 'seed']) {
    const value = source?.inputs.get(key);
    if (value !== undefined && !isLink(value) && typeof value !== 'string') return value;
  }
  return undefined;
}

/** Back along the models, through LoRAs and patches. */
function findCheckpoint(graph: Graph, from: readonly GraphNode[]): Record<string, Scalar> {
  const queue = [...from];
  const seen = new Set<GraphNode>();
  for (const node of queue) {
    if (seen.has(node) || seen.size > MAX_STEPS) continue;
    seen.add(node);
    for (const [name, input] of node.inputs) {
      if (CHECKPOINT.test(name) && typeof input === 'string') return { [name]: input };
    }
    const models = linksOf(node).filter(([name]) => /model|unet|any|value|^$/i.test(name));
    for (const [, link] of models) {
      const source = graph.get(link.node);
      if (source) queue.push(source);
    }
  }
  return {};
}
