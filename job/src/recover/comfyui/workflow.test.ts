import { expect, test } from 'vitest';
import { comfyPng } from '../generated-files.ts';
import { recover } from '../recover.ts';

type Input = { readonly name: string; readonly type: string; readonly link: number | null };
type Options = { readonly widgets?: unknown; readonly mode?: number; readonly outputs?: string[] };

const input = (name: string, type: string, link: number | null): Input => ({ name, type, link });
const node = (id: number, type: string, inputs: Input[], options: Options = {}) => ({
  id,
  type,
  inputs,
  mode: options.mode ?? 0,
  outputs: (options.outputs ?? []).map((name) => ({ name, type: name, links: [] })),
  widgets_values: options.widgets ?? [],
});

const SAMPLER = node(
  3,
  'KSampler',
  [
    input('model', 'MODEL', 1),
    input('positive', 'CONDITIONING', 4),
    input('negative', 'CONDITIONING', 6),
    input('latent_image', 'LATENT', 2),
  ],
  { widgets: [42, 'randomize', 20, 8, 'euler', 'normal', 1] },
);
const encode = (id: number, text: string) =>
  node(id, 'CLIPTextEncode', [input('clip', 'CLIP', 3)], { widgets: [text] });

/** The default workflow as the frontend draws it. */
const NODES = [
  SAMPLER,
  node(4, 'CheckpointLoaderSimple', [], { widgets: ['sd.safetensors'] }),
  encode(6, 'a cat'),
  encode(7, 'a dog'),
  node(8, 'VAEDecode', [input('samples', 'LATENT', 7), input('vae', 'VAE', 8)]),
  node(9, 'SaveImage', [input('images', 'IMAGE', 9)], { widgets: ['ComfyUI'] }),
];
const LINKS = [
  [1, 4, 0, 3, 0, 'MODEL'],
  [3, 4, 1, 6, 0, 'CLIP'],
  [4, 6, 0, 3, 1, 'CONDITIONING'],
  [6, 7, 0, 3, 2, 'CONDITIONING'],
  [7, 3, 0, 8, 0, 'LATENT'],
  [8, 4, 2, 8, 1, 'VAE'],
  [9, 8, 0, 9, 0, 'IMAGE'],
];

/** With other nodes by their id, and links by theirs. */
const words = async (nodes: { id: number }[], links: unknown[][] = [], rest = {}) => {
  const changed = new Set(nodes.map(({ id }) => id));
  const relinked = new Set(links.map(([id]) => id));
  const workflow = {
    nodes: [...NODES.filter(({ id }) => !changed.has(id)), ...nodes],
    links: [...LINKS.filter(([id]) => !relinked.has(id)), ...links],
    version: 0.4,
    ...rest,
  };
  return recover(await comfyPng({ workflow }), 'image/png').recovered;
};

test('a file with only the drawn graph returns its prompt and parameters', async () => {
  expect(await words([])).toEqual({
    tool: 'ComfyUI',
    prompt: 'a cat',
    negative: 'a dog',
    parameters: {
      seed: 42,
      steps: 20,
      cfg: 8,
      sampler_name: 'euler',
      scheduler: 'normal',
      denoise: 1,
      ckpt_name: 'sd.safetensors',
    },
  });
});

test('the graph that was executed is believed before the drawn one', async () => {
  const prompt = {
    1: { class_type: 'KSampler', inputs: { positive: ['2', 0], latent_image: ['3', 0] } },
    2: { class_type: 'CLIPTextEncode', inputs: { text: 'executed' } },
  };
  const png = await comfyPng({ prompt, workflow: { nodes: NODES, links: LINKS } });

  expect(recover(png, 'image/png').recovered?.prompt).toBe('executed');
});

test('links are followed through reroutes, Set and Get, and bypassed nodes', async () => {
  const found = await words(
    [
      node(20, 'Reroute', [input('', '*', 11)], { outputs: ['CONDITIONING'] }),
      node(21, 'GetNode', [], { widgets: ['words'], outputs: ['CONDITIONING'] }),
      node(22, 'SetNode', [input('CONDITIONING', 'CONDITIONING', 12)], { widgets: ['words'] }),
      node(
        23,
        'ControlNetApplyAdvanced',
        [
          input('positive', 'CONDITIONING', 13),
          input('negative', 'CONDITIONING', 14),
          input('image', 'IMAGE', null),
        ],
        { mode: 4, outputs: ['CONDITIONING', 'CONDITIONING'] },
      ),
    ],
    [
      [4, 20, 0, 3, 1, 'CONDITIONING'],
      [11, 21, 0, 20, 0, 'CONDITIONING'],
      [12, 23, 0, 22, 0, 'CONDITIONING'],
      [13, 6, 0, 23, 0, 'CONDITIONING'],
      [14, 7, 0, 23, 1, 'CONDITIONING'],
      [6, 23, 1, 3, 2, 'CONDITIONING'],
    ],
  );

  expect(found).toMatchObject({ prompt: 'a cat', negative: 'a dog' });
});

test('a muted node says nothing', async () => {
  const muted = node(7, 'CLIPTextEncode', [], { widgets: ['a dog'], mode: 2 });

  expect(await words([muted])).not.toHaveProperty('negative');
});

test('a text that became an input comes from its primitive, whatever the widget still says', async () => {
  const text = { ...input('text', 'STRING', 21), widget: { name: 'text' } };
  const primitive = node(20, 'PrimitiveNode', [], { widgets: ['from outside', 'fixed'] });
  const linked = node(6, 'CLIPTextEncode', [input('clip', 'CLIP', 3), text], { widgets: ['old'] });

  const found = await words([linked, primitive], [[21, 20, 0, 6, 1, 'STRING']]);

  expect(found?.prompt).toBe('from outside');
});

test('values of nodes nobody knows are known by the inputs that newer frontends list', async () => {
  const widget = (name: string) => ({ ...input(name, 'STRING', null), widget: { name } });
  const unknown = node(
    6,
    'MyEncoder',
    [input('clip', 'CLIP', 3), widget('mode'), widget('seed'), widget('prompt')],
    { widgets: ['a very long mode indeed', 5, 'randomize', 'a cat'] },
  );

  expect((await words([unknown]))?.prompt).toBe('a cat');
});

test('a subgraph has its words inside or gets them from outside', async () => {
  const id = '31d70bc1-12a1-4af4-8a84-c335621fe232';
  const text = { ...input('text', 'STRING', 1), widget: { name: 'text' } };
  const definition = {
    id,
    inputNode: { id: -10 },
    outputNode: { id: -20 },
    inputs: [{ name: 'text', type: 'STRING', linkIds: [1] }],
    outputs: [{ name: 'CONDITIONING', type: 'CONDITIONING', linkIds: [2] }],
    nodes: [node(1, 'CLIPTextEncode', [text], { widgets: ['inside'] })],
    links: [
      { id: 1, origin_id: -10, origin_slot: 0, target_id: 1, target_slot: 0, type: 'STRING' },
      { id: 2, origin_id: 1, origin_slot: 0, target_id: -20, target_slot: 0, type: 'CONDITIONING' },
    ],
  };
  const definitions = { definitions: { subgraphs: [definition] } };
  const proxyWidgets = [
    ['3', 'seed'],
    ['3', 'control_after_generate'],
    ['-1', 'text'],
  ];
  const instance = (link: number | null, widgets: unknown[] = []) => ({
    ...node(6, id, [{ ...text, link }], { widgets }),
    properties: { proxyWidgets },
  });
  const primitive = node(20, 'PrimitiveStringMultiline', [], { widgets: ['from a node'] });
  const link = [[21, 20, 0, 6, 0, 'STRING']];

  expect((await words([instance(null)], [], definitions))?.prompt).toBe('inside');
  expect(
    (await words([instance(null, [42, 'randomize', 'promoted'])], [], definitions))?.prompt,
  ).toBe('promoted');
  expect((await words([instance(21), primitive], link, definitions))?.prompt).toBe('from a node');
});
