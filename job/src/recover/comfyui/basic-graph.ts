import { comfyPng } from '../generated-files.ts';
import { recover } from '../recover.ts';

export type Node = {
  readonly class_type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
};

export const node = (class_type: string, inputs: Node['inputs'] = {}): Node => ({
  class_type,
  inputs,
});
export const encode = (text: unknown) => node('CLIPTextEncode', { text, clip: ['4', 1] });

export const SAMPLER = {
  seed: 156680208700286,
  steps: 20,
  cfg: 8.0,
  sampler_name: 'euler',
  scheduler: 'normal',
  denoise: 1,
};

/** ComfyUI's first graph, as its default workflow executes; others change a node or two of it. */
export const BASIC: Record<string, Node> = {
  3: node('KSampler', {
    ...SAMPLER,
    model: ['4', 0],
    positive: ['6', 0],
    negative: ['7', 0],
    latent_image: ['5', 0],
  }),
  4: node('CheckpointLoaderSimple', { ckpt_name: 'sd_xl_base_1.0.safetensors' }),
  5: node('EmptyLatentImage', { width: 512, height: 512, batch_size: 1 }),
  6: encode('beautiful scenery, “glass bottle”\n 银河'),
  7: encode('text, watermark'),
  8: node('VAEDecode', { samples: ['3', 0], vae: ['4', 2] }),
  9: node('SaveImage', { filename_prefix: 'ComfyUI', images: ['8', 0] }),
};

export const words = async (changes: Record<string, Node>) =>
  recover(await comfyPng({ prompt: { ...BASIC, ...changes } }), 'image/png').recovered;

export const positive = async (changes: Record<string, Node>) => (await words(changes))?.prompt;

export const FOUND = {
  tool: 'ComfyUI',
  prompt: 'beautiful scenery, “glass bottle”\n 银河',
  negative: 'text, watermark',
  parameters: { ...SAMPLER, ckpt_name: 'sd_xl_base_1.0.safetensors' },
};
