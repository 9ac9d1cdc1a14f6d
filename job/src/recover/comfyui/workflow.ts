import type { JsonObject } from '../parse-json.ts';
import { flattenWorkflow, type Scope, type UiNode } from './flatten-workflow.ts';
import { type Graph, type GraphNode, type Input, type Link, MAX_NODES } from './graph.ts';
import { widgetValues } from './widget-values.ts';

/** Modes of a node that is not executed, and of one that passes its inputs on (LiteGraph). */
const MUTED = 2;
const BYPASSED = 4;
const MAX_HOPS = 100;

/**
 * The drawn graph of the `workflow` text as the one that would be executed: links followed through
 * reroutes, bypassed nodes, Set and Get, and subgraphs. https://docs.comfy.org/specs/workflow_json
 */
export function readWorkflow(json: JsonObject | undefined): Graph {
  const scope = json ? flattenWorkflow(json, MAX_NODES) : undefined;
  const graph = new Map<string, GraphNode>();
  for (const scoped of scope ? allScopes(scope) : []) {
    for (const node of scoped.nodes.values()) {
      if (node.mode === MUTED || node.mode === BYPASSED || node.subgraph) continue;
      graph.set(scoped.prefix + node.id, { type: node.type, inputs: readInputs(scoped, node) });
    }
  }
  return graph;
}

function* allScopes(scope: Scope): Generator<Scope> {
  yield scope;
  for (const node of scope.nodes.values()) if (node.subgraph) yield* allScopes(node.subgraph);
}

function readInputs(scope: Scope, node: UiNode): Map<string, Input> {
  const inputs = new Map<string, Input>(widgetValues(node));
  for (const { name, link } of node.inputs) {
    const origin = link === undefined ? undefined : findOrigin(scope, link, MAX_HOPS);
    if (origin !== undefined) inputs.set(name, origin);
  }
  return inputs;
}

/** Where a link comes from in the end: the output of a node that is executed, or a value. */
function findOrigin(scope: Scope, linkId: string, hops: number): Input | undefined {
  const link = scope.links.get(linkId);
  if (!link || hops === 0) return undefined;
  if (link.fromOutside) return findOutside(scope, link.slot, hops - 1);
  const node = scope.nodes.get(link.node);
  return node && passOn(scope, node, link, hops - 1);
}

/** An input of the subgraph as a whole is linked from outside, or has its value there. */
function findOutside({ parent }: Scope, slot: number, hops: number): Input | undefined {
  const input = parent?.instance.inputs[slot];
  if (!parent || !input) return undefined;
  if (input.link !== undefined) return findOrigin(parent.scope, input.link, hops);
  return widgetValues(parent.instance).find(([name]) => name === input.name)?.[1];
}

function passOn(scope: Scope, node: UiNode, { slot }: Link, hops: number): Input | undefined {
  if (node.mode === MUTED) return undefined;
  if (node.mode === BYPASSED) return follow(scope, bypass(node, slot), hops);
  if (node.subgraph) return follow(node.subgraph, node.subgraph.outputs.get(slot), hops);
  if (node.type === 'Reroute') return follow(scope, node.inputs[0]?.link, hops);
  if (node.type === 'GetNode') return follow(scope, findSetter(scope, node)?.inputs[0]?.link, hops);
  if (node.type === 'PrimitiveNode') return widgetValues(node)[0]?.[1];
  return { node: scope.prefix + node.id, slot };
}

function follow(scope: Scope, link: string | undefined, hops: number): Input | undefined {
  return link === undefined ? undefined : findOrigin(scope, link, hops);
}

/** A bypassed output is the input of its type, first the one in its own place. */
function bypass(node: UiNode, slot: number): string | undefined {
  const type = node.outputTypes[slot];
  const inputs = [...node.inputs.slice(slot, slot + 1), ...node.inputs];
  return inputs.find((input) => input.type === type && input.link !== undefined)?.link;
}

/** KJNodes' pair: what is set by a name is got by it anywhere. */
function findSetter(scope: Scope, getter: UiNode): UiNode | undefined {
  const [name] = getter.widgets;
  return name === undefined ? undefined : scope.setters.get(String(name));
}
