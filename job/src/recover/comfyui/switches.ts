import { type GraphNode, isLink, type Link, linksOf } from './graph.ts';

/** Never the way to a prompt: models, pictures, and what earlier samplers made. */
const OTHER_WAYS =
  /^(?:.*_)?(?:clip|model|unet|vae|image|images|pixels|mask|latents?|latent_image|samples|control_?net|style_model|clip_vision(?:_output)?|sigmas|sampler|noise|lora(?:_stack)?|seed|steps|cfg|width|height|denoise|strength)\d*$/i;

/** The links of a node that may lead to words; of a switch only the chosen one. */
export function waysToWords(node: GraphNode): (readonly [string, Link])[] {
  const chosen = chosenWay(node);
  return chosen ? [chosen] : linksOf(node).filter(([name]) => !OTHER_WAYS.test(name));
}

/**
 * What a node that is a switch lets through: by a number that counts its inputs, by a boolean between
 * "on_true" and "on_false", or the first that is there.
 */
export function chosenWay(node: GraphNode): readonly [string, Link] | undefined {
  const isFirstOfAny = ([name]: readonly [string, Link]) => /^any_\d+$/.test(name);
  return chooseByNumber(node) ?? chooseByTruth(node) ?? linksOf(node).find(isFirstOfAny);
}

function chooseByNumber(node: GraphNode): readonly [string, Link] | undefined {
  const number = node.inputs.get('select') ?? node.inputs.get('index') ?? node.inputs.get('Input');
  if (typeof number !== 'number') return undefined;
  const names = [...node.inputs.keys()].filter((name) => /\D0*\d+$/.test(name));
  const name = names.find((candidate) => Number(/\d+$/.exec(candidate)?.[0]) === number);
  return name === undefined ? undefined : linkOf(node, name);
}

function chooseByTruth(node: GraphNode): readonly [string, Link] | undefined {
  for (const key of ['switch', 'boolean', 'condition']) {
    const truth = node.inputs.get(key);
    if (typeof truth !== 'boolean') continue;
    const pattern = truth ? /true$/ : /false$/;
    const name = [...node.inputs.keys()].find((candidate) => pattern.test(candidate));
    if (name !== undefined) return linkOf(node, name);
  }
  return undefined;
}

function linkOf(node: GraphNode, name: string): readonly [string, Link] | undefined {
  const input = node.inputs.get(name);
  return isLink(input) ? [name, input] : undefined;
}
