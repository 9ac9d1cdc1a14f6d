import { blur, drawing, type Example, glow, gradient } from './example.ts';
import { createRandom } from './random.ts';

const WIDTH = 512;
const HEIGHT = 768;

/** As AUTOMATIC1111 writes it: the prompt, the negative prompt, the settings, a line each. */
const PARAMETERS = [
  'a lighthouse on a rocky cliff at night, beam of light over the sea, starry sky, (deep blue:1.2), digital painting',
  'Negative prompt: people, text, watermark, blurry',
  'Steps: 28, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 1834027561, Size: 512x768, Model hash: 31e35c80fc, Model: sd_xl_base_1.0, Version: v1.10.1',
].join('\n');

/** A lighthouse by night whose file carries the prompt of its own making. */
export function generatedLighthouse(): Example {
  const defs = [
    gradient('night', ['#070d24', '#0f1f4b', '#27437f', '#4a6aa3']),
    gradient('beam', ['#ffe9a8', '#ffe9a800'], 'x1="0" y1="0" x2="1" y2="0"'),
    gradient('tower', ['#f2eee6', '#a9acb8', '#4e5674'], 'x1="0" y1="0" x2="1" y2="0"'),
    glow('lamp', '#ffefb8'),
    blur('soft', 6),
  ];
  const body = [
    `<defs>${defs.join('')}</defs>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#night)"/>`,
    stars(),
    `<rect y="560" width="${WIDTH}" height="208" fill="#0c1a3d"/><path d="M0 566h512M40 600h180M260 640h210M20 690h150" stroke="#6f8cc0" stroke-width="2" opacity="0.5"/>`,
    `<path d="M196 214L512 110v150L196 236z" fill="url(#beam)" opacity="0.75" filter="url(#soft)"/>`,
    `<path d="M150 590l14-350h52l14 350z" fill="url(#tower)"/><path d="M158 400h65l3 60h-71zM152 530h77l2 60h-81z" fill="#b3362c"/>`,
    `<path d="M152 240h76v-14h-76z" fill="#1b2140"/><rect x="168" y="196" width="44" height="30" fill="#ffe7a0"/><path d="M162 196l28-32 28 32z" fill="#7c2420"/>`,
    `<circle cx="190" cy="212" r="110" fill="url(#lamp)"/>`,
    `<path d="M0 768V610l60-34 50 10 70-14 80 30 50 46 70 28 40 92z" fill="#0a1024"/>`,
  ];
  return {
    fileName: 'generated-lighthouse.png',
    svg: drawing(WIDTH, HEIGHT, body.join('')),
    text: { parameters: PARAMETERS },
  };
}

function stars(): string {
  const random = createRandom(33);
  return Array.from({ length: 150 }, () => {
    const [x, y, r] = [random() * WIDTH, random() ** 1.4 * 520, 0.4 + random() ** 3 * 1.6];
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="#eaf0ff"/>`;
  }).join('');
}
