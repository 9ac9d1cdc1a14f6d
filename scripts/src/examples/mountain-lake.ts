import { blur, drawing, type Example, gradient } from './example.ts';
import { createRandom } from './random.ts';

const WIDTH = 800;
const HEIGHT = 600;
const SHORE = 350;

/** A camera that nobody makes, with the fields that a real one writes. IFD2 is where the EXIF directory lies for libvips. */
const EXIF = {
  IFD0: { Make: 'Fernweh', Model: 'Fernweh F2', Software: '1.04' },
  IFD2: {
    LensModel: 'Fernweh 50mm F1.8 S',
    FNumber: '18/10',
    ExposureTime: '1/500',
    ISOSpeedRatings: '100',
    FocalLength: '50/1',
    FocalLengthIn35mmFilm: '50',
    Flash: '0',
    DateTimeOriginal: '2025:09:14 08:12:31',
  },
};

/** Ridges behind a lake, as a camera would have saved it. */
export function mountainLake(): Example {
  const ridges = `${ridge(4, 190, 74, '#a9bed4')}${ridge(9, 240, 60, '#7d99b5')}${ridge(15, 300, 40, '#4d6e80')}`;
  const defs = [
    gradient('sky', ['#6fa6d8', '#b4d2ea', '#f3ead9']),
    gradient('lake', ['#9dbdd6', '#5d8cae', '#2b5470']),
    blur('mirror', 3),
    blur('near', 5),
  ];
  const body = [
    `<defs>${defs.join('')}</defs>`,
    `<rect width="${WIDTH}" height="${SHORE}" fill="url(#sky)"/>${ridges}`,
    `<rect y="${SHORE}" width="${WIDTH}" height="${HEIGHT - SHORE}" fill="url(#lake)"/>`,
    `<g transform="translate(0 ${2 * SHORE}) scale(1 -1)" opacity="0.45" filter="url(#mirror)">${ridges}</g>`,
    ripples(),
    `<g filter="url(#near)">${grass()}</g>`,
  ];
  const svg = drawing(WIDTH, HEIGHT, body.join(''));
  return { fileName: 'mountain-lake.jpg', svg, grain: 2.5, exif: EXIF };
}

function ridge(seed: number, top: number, height: number, colour: string): string {
  const random = createRandom(seed);
  const points = Array.from({ length: 41 }, (_, index) => {
    const swell = Math.sin(index / 4 + seed) * height * 0.7;
    return `L${index * 20} ${(top + swell + (random() - 0.5) * height * 0.6).toFixed(1)}`;
  });
  return `<path d="M0 ${SHORE}${points.join('')}L${WIDTH} ${SHORE}Z" fill="${colour}"/>`;
}

function ripples(): string {
  const random = createRandom(2);
  return Array.from({ length: 300 }, () => {
    const depth = random();
    const [x, y] = [random() * WIDTH, SHORE + 6 + depth * (HEIGHT - SHORE)];
    return `<path d="M${x.toFixed(1)} ${y.toFixed(1)}h${(8 + 40 * depth).toFixed(1)}" stroke="#e6f0f7" stroke-width="${(0.6 + depth).toFixed(1)}" opacity="${(0.12 + 0.2 * random()).toFixed(2)}"/>`;
  }).join('');
}

/** Out of focus at the viewer's feet. */
function grass(): string {
  const random = createRandom(7);
  return Array.from({ length: 90 }, () => {
    const x = random() * WIDTH;
    const [lean, height] = [(random() - 0.5) * 60, 50 + random() * 110];
    const colour = random() > 0.5 ? '#4d6b2f' : '#7d8f3c';
    return `<path d="M${x.toFixed(0)} 610q${(lean / 4).toFixed(0)} ${(-height / 2).toFixed(0)} ${lean.toFixed(0)} ${(-height).toFixed(0)}" stroke="${colour}" stroke-width="8" fill="none"/>`;
  }).join('');
}
