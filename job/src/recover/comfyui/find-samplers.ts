import { type Graph, type GraphNode, isLink, linksOf } from './graph.ts';

const POSITIVE = ['positive', 'guider', 'conditioning', 'positive_cond', 'pos'] as const;
const LATENT = /^latents?(?:_image)?$|^samples$/;

export type Sampler = { readonly id: string; readonly node: GraphNode };

/**
 * The samplers on the way back from what is saved, nearest first; those that work on a finished
 * picture, as detailers do, after those that begin one. A sampler is known by what it takes.
 */
export function findSamplers(graph: Graph): Sampler[] {
  const found = walkBack(graph).flatMap((id) => {
    const node = graph.get(id);
    return node && conditioningOf(node) ? [{ id, node }] : [];
  });
  const takesLatent = ({ node }: Sampler) => linksOf(node).some(([name]) => LATENT.test(name));
  return [...found.filter(takesLatent), ...found.filter((sampler) => !takesLatent(sampler))];
}

/** The link that a sampler's words come by. */
export function conditioningOf(node: GraphNode) {
  for (const name of POSITIVE) {
    const input = node.inputs.get(name);
    if (isLink(input)) return input;
  }
  return undefined;
}

/** All nodes, breadth first from the outputs: those that save, those that show, and the other ends. */
export function walkBack(graph: Graph): string[] {
  const used = new Set(
    [...graph.values()].flatMap((node) => linksOf(node).map(([, to]) => to.node)),
  );
  const ends = [...graph.keys()].filter((id) => !used.has(id));
  const rank = (id: string) => {
    const type = graph.get(id)?.type ?? '';
    if (/save/i.test(type)) return 0;
    return /preview|output/i.test(type) ? 1 : 2;
  };
  const order = ends.sort((a, b) => rank(a) - rank(b));
  const seen = new Set<string>();
  // A graph that is one cycle has no end to begin at.
  for (const start of [...order, ...graph.keys()]) {
    const queue = seen.has(start) ? [] : [start];
    for (const id of queue) {
      if (seen.has(id)) continue;
      seen.add(id);
      const node = graph.get(id);
      for (const [, to] of node ? linksOf(node) : []) queue.push(to.node);
    }
  }
  return [...seen];
}
