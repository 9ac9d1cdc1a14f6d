import type { Recovered } from '@blobscribe/core/prompt-document';
import type { FileTexts } from '../file-texts.ts';
import { isObject, type JsonObject, parseJsonObject } from '../parse-json.ts';
import { describeTool } from '../tool-words.ts';
import { conditioningTexts } from './conditioning.ts';
import { conditioningOf, findSamplers, type Sampler, walkBack } from './find-samplers.ts';
import { type Graph, type GraphNode, isLink, type Link, linksOf, readApiGraph } from './graph.ts';
import { samplerParameters } from './sampler-parameters.ts';
import { createWalks, joinTexts, namedTexts, type Role, readText, type Walk } from './words.ts';
import { readWorkflow } from './workflow.ts';

const TOOL = 'ComfyUI';
/** In a WebP the graphs stand in tags from Model downwards, "prompt:{…}". */
const TAGS = [
  'exif:Model',
  'exif:Make',
  'exif:ImageDescription',
  'exif:DocumentName',
  'exif:UserComment',
];
/** Samplers without words are tried in turn, but not hundreds. */
const MAX_SAMPLERS = 20;

/**
 * The texts that feed the sampler of the saved picture, from the graph that was executed, else from
 * the one that was drawn.
 * https://github.com/comfyanonymous/ComfyUI/blob/master/comfy_api/latest/_ui.py
 */
export function recoverComfyUi(texts: FileTexts): Recovered | undefined {
  return (
    fromGraph(readApiGraph(findGraph(texts, 'prompt'))) ??
    fromGraph(readWorkflow(findGraph(texts, 'workflow')))
  );
}

function findGraph(texts: FileTexts, name: string): JsonObject | undefined {
  const json = parseJsonObject(texts.get(name));
  if (json) return json;
  for (const tag of TAGS) {
    const text = texts.get(tag) ?? '';
    const start = new RegExp(`^${name}:`, 'i').exec(text)?.[0].length;
    if (start !== undefined) return parseJsonObject(text.slice(start));
    const graphs = text.startsWith('{') ? parseJsonObject(text)?.[name] : undefined;
    if (isObject(graphs)) return graphs;
  }
  return undefined;
}

function fromGraph(graph: Graph): Recovered | undefined {
  const walkFor = createWalks(graph);
  for (const sampler of findSamplers(graph).slice(0, MAX_SAMPLERS)) {
    const found = describeTool(
      TOOL,
      samplerText(walkFor('positive'), sampler),
      samplerText(walkFor('negative'), sampler),
      samplerParameters(graph, sampler.node),
    );
    if (found) return found;
  }
  return fromText(graph, walkFor);
}

function samplerText(walk: Walk, { id, node }: Sampler): string | undefined {
  const link = walk.role === 'positive' ? conditioningOf(node) : negativeOf(walk.graph, node);
  return link && joinTexts(conditioningTexts(walk, link, [id]));
}

/** The sampler's own, or its guider's; some guiders have none. */
function negativeOf(graph: Graph, node: GraphNode): Link | undefined {
  const own = linksOf(node).find(([name]) => /neg/i.test(name))?.[1];
  const guider = node.inputs.get('guider');
  const source = isLink(guider) ? graph.get(guider.node) : undefined;
  return own ?? (source ? linksOf(source).find(([name]) => /neg/i.test(name))?.[1] : undefined);
}

/** A service's node makes the picture from a text, without a sampler. */
function fromText(graph: Graph, walkFor: (role: Role) => Walk): Recovered | undefined {
  for (const id of walkBack(graph)) {
    const node = graph.get(id);
    if (!node) continue;
    const read = (role: Role) => {
      const inputs = namedTexts(node, role);
      return joinTexts(inputs.map((input) => readText(walkFor(role), input, [id])));
    };
    const isWritten = ['prompt', 'positive', 'text'].some((name) => node.inputs.has(name));
    const found = isWritten
      ? describeTool(
          TOOL,
          read('positive'),
          node.inputs.has('negative') ? read('negative') : undefined,
        )
      : undefined;
    if (found) return found;
  }
  return undefined;
}
