import emoji from '@iconify-json/fluent-emoji-flat/icons.json' with { type: 'json' };
import { drawJpeg } from '../../support/drawn.ts';

const ICON_SIDE = 32;

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
  readonly jpeg: Buffer;
};

/** 57 drawings of single things on white. */
export function drawThings(): Promise<Drawing[]> {
  const { icons } = emoji as { icons: Readonly<Record<string, { body: string } | undefined>> };
  return Promise.all(
    Object.entries(DRAWN).map(async ([name, nouns]) => {
      const icon = icons[name];
      if (!icon) throw new Error(`there is no drawing ${name}`);
      return { name, nouns: nouns.split(', '), jpeg: await drawJpeg(ICON_SIDE, icon.body) };
    }),
  );
}
