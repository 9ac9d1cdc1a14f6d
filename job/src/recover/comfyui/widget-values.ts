import { isScalar } from '../parse-json.ts';
import type { UiNode } from './flatten-workflow.ts';
import { MAX_INPUTS, type Scalar } from './graph.ts';

/** What the frontend adds behind a seed: what becomes of it after a run. */
const CONTROL = new Set(['fixed', 'increment', 'decrement', 'randomize']);

/** Old workflows have values without names; those of the nodes that nearly all use, from nodes.py. */
const WIDGETS: Readonly<Record<string, readonly string[]>> = {
  KSampler: ['seed', 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
  KSamplerAdvanced: [
    'add_noise',
    'noise_seed',
    'steps',
    'cfg',
    'sampler_name',
    'scheduler',
    'start_at_step',
    'end_at_step',
    'return_with_leftover_noise',
  ],
  SamplerCustom: ['add_noise', 'noise_seed', 'cfg'],
  RandomNoise: ['noise_seed'],
  KSamplerSelect: ['sampler_name'],
  BasicScheduler: ['scheduler', 'steps', 'denoise'],
  CFGGuider: ['cfg'],
  CLIPTextEncode: ['text'],
  CLIPTextEncodeSDXL: [
    'width',
    'height',
    'crop_w',
    'crop_h',
    'target_width',
    'target_height',
    'text_g',
    'text_l',
  ],
  CLIPTextEncodeFlux: ['clip_l', 't5xxl', 'guidance'],
  CheckpointLoaderSimple: ['ckpt_name'],
  UNETLoader: ['unet_name', 'weight_dtype'],
  StringConcatenate: ['string_a', 'string_b', 'delimiter'],
  'Text Concatenate': ['delimiter', 'clean_whitespace'],
};

/** The values of a node's widgets by name, or by number where no name is known. */
export function widgetValues(node: UiNode): [string, Scalar][] {
  const values = Object.entries(node.namedWidgets).slice(0, MAX_INPUTS);
  const scalars = node.widgets.slice(0, MAX_INPUTS).filter((value, index, all) => {
    const isControl = CONTROL.has(String(value)) && /^-?\d+$/.test(String(all[index - 1]));
    // Among a subgraph's promoted widgets it has a name of its own.
    return !isControl || node.promoted.length > 0;
  });
  const names = namesOf(node, scalars.length);
  const pairs = [...values, ...scalars.map((value, index) => [names[index], value] as const)];
  return pairs.flatMap(([name, value], index) =>
    isScalar(value) ? [[name ?? `widget_${index}`, value as Scalar]] : [],
  );
}

/** Newer frontends list an input for each widget, older ones for those that are linked. */
function namesOf(node: UiNode, count: number): readonly string[] {
  if (node.promoted.length > 0) return node.promoted;
  const listed = node.inputs.filter(({ isWidget }) => isWidget).map(({ name }) => name);
  return listed.length === count ? listed : (WIDGETS[node.type] ?? []);
}
