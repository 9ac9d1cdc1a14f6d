import emoji from '@iconify-json/fluent-emoji-flat/icons.json' with { type: 'json' };
import sharp from 'sharp';

const SIDE = 640;

/** What each drawing shows, by its name, in words of COCO; most are of things that COCO has. */
const DRAWN: Readonly<Record<string, string>> = {
  'teddy-bear': 'teddy bear',
  laptop: 'laptop',
  airplane: 'airplane',
  'dog-face': 'dog',
  'cat-face': 'cat',
  bicycle: 'bicycle',
  automobile: 'car',
  bus: 'bus',
  'horizontal-traffic-light': 'traffic light',
  umbrella: 'umbrella',
  'mobile-phone': 'cell phone',
  'computer-mouse': 'mouse',
  keyboard: 'keyboard',
  'alarm-clock': 'clock',
  'mantelpiece-clock': 'clock',
  books: 'book',
  'open-book': 'book',
  scissors: 'scissors',
  pizza: 'pizza',
  banana: 'banana',
  'red-apple': 'apple',
  tangerine: 'orange',
  doughnut: 'donut',
  'birthday-cake': 'cake',
  'hot-dog': 'hot dog',
  sandwich: 'sandwich',
  broccoli: 'broccoli',
  carrot: 'carrot',
  'wine-glass': 'wine glass',
  'teacup-without-handle': 'cup',
  'hot-beverage': 'cup',
  'fork-and-knife': 'fork, knife',
  spoon: 'spoon',
  'bowl-with-spoon': 'bowl, spoon',
  'soccer-ball': 'sports ball',
  basketball: 'sports ball',
  kite: 'kite',
  'flying-disc': 'frisbee',
  skis: 'skis',
  skateboard: 'skateboard',
  tennis: 'sports ball, tennis racket',
  baseball: 'sports ball',
  bed: 'bed',
  'couch-and-lamp': 'couch',
  chair: 'chair',
  toilet: 'toilet',
  television: 'tv',
  'potted-plant': 'potted plant',
  backpack: 'backpack',
  handbag: 'handbag',
  necktie: 'tie',
  horse: 'horse',
  elephant: 'elephant',
  bear: 'bear',
  cow: 'cow',
  'full-moon': '',
  'red-heart': '',
};

export type Drawing = {
  readonly name: string;
  readonly nouns: readonly string[];
  readonly png: Buffer;
};

/** 57 drawings of single things on white. */
export function drawThings(): Promise<Drawing[]> {
  const { icons } = emoji as { icons: Readonly<Record<string, { body: string } | undefined>> };
  return Promise.all(
    Object.entries(DRAWN).map(async ([name, nouns]) => {
      const icon = icons[name];
      if (!icon) throw new Error(`there is no drawing ${name}`);
      const png = await toPng(`viewBox="0 0 32 32">${icon.body}`);
      return { name, nouns: nouns.split(', '), png };
    }),
  );
}

/** A stop sign before a blue sky. */
export function drawStopSign(): Promise<Buffer> {
  const corners = (radius: number) =>
    Array.from({ length: 8 }, (_, corner) => {
      const angle = (Math.PI / 8) * (2 * corner + 1);
      return `${320 + radius * Math.cos(angle)},${280 + radius * Math.sin(angle)}`;
    }).join(' ');
  return toPng(
    `viewBox="0 0 640 640"><rect width="640" height="640" fill="#87b5e0"/>` +
      `<rect x="308" y="280" width="24" height="360" fill="#888"/>` +
      `<polygon points="${corners(215)}" fill="#fff"/><polygon points="${corners(200)}" fill="#c1121f"/>` +
      `<text x="320" y="325" font-family="sans-serif" font-weight="bold" font-size="130" fill="#fff" ` +
      `text-anchor="middle">STOP</text>`,
  );
}

/** The decoder, once loaded, forbids its whole process to read SVG. */
function toPng(rest: string): Promise<Buffer> {
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] });
  const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`;
  const svg = `${head} width="${SIDE}" height="${SIDE}" ${rest}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#fff' }).png().toBuffer();
}
