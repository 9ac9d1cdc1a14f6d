import { blur, drawing, type Example, glow, gradient } from './example.ts';
import { createRandom } from './random.ts';

const WIDTH = 640;
const HEIGHT = 800;

/** Firs in fresh snow, a low sun between them. */
export function snowyForest(): Example {
  const defs = [
    gradient('air', ['#c9dbea', '#e2e8ee', '#f8ead8', '#f4dcc0']),
    gradient('snow', ['#e9edf4', '#cfdbea', '#b4c6de']),
    glow('sun', '#fff3d6'),
    blur('far', 2.2),
    blur('drift', 5),
  ];
  const body = [
    `<defs>${defs.join('')}</defs>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#air)"/>`,
    `<circle cx="400" cy="380" r="250" fill="url(#sun)"/>`,
    `<g filter="url(#far)" opacity="0.5">${row(3, 18, 470, 190, '#9fb4c6')}</g>`,
    `<g opacity="0.8">${row(8, 9, 530, 270, '#6d8799')}</g>`,
    `<path d="M0 520q160-46 330-6t310-16v302H0z" fill="url(#snow)"/>`,
    shadows(),
    fir(118, 640, 470, '#34505f'),
    fir(548, 690, 560, '#2c4655'),
    `<path d="M0 702q190-60 360 0t280 0v98H0z" fill="#f3f6fa"/>`,
    `<path d="M-30 690q205-60 390 0t310 0v150H-30z" fill="#f3f6fa" filter="url(#drift)"/>`,
    flakes(),
  ];
  return { fileName: 'snowy-forest.jpg', svg: drawing(WIDTH, HEIGHT, body.join('')), grain: 0.8 };
}

function row(seed: number, count: number, ground: number, height: number, colour: string): string {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const x = ((index + random()) * WIDTH) / count;
    return fir(x, ground + random() * 24, height * (0.7 + 0.5 * random()), colour);
  }).join('');
}

/** Tiers of hanging boughs, each with snow on its upper edge. */
function fir(x: number, ground: number, height: number, colour: string): string {
  const tiers = Array.from({ length: 7 }, (_, tier) => {
    const top = ground - height + (tier * height) / 8;
    const half = (12 + tier * 15) * (height / 470);
    const drop = height / 5.4;
    const bough = `M0 ${top}L${half} ${top + drop}Q0 ${top + drop * 0.8} ${-half} ${top + drop}Z`;
    const snow = `M0 ${top}L${half} ${top + drop}Q${half * 0.3} ${top + drop * 0.62} 0 ${top + drop * 0.52}Q${-half * 0.3} ${top + drop * 0.62} ${-half} ${top + drop}Z`;
    return `<path d="${bough}" fill="${colour}"/><path d="${snow}" fill="#eef3f8" opacity="0.82"/>`;
  });
  const trunk = `<rect x="${-height / 60}" y="${ground - height / 8}" width="${height / 30}" height="${height / 8}" fill="#4a4138"/>`;
  return `<g transform="translate(${x.toFixed(1)} 0)">${trunk}${tiers.reverse().join('')}</g>`;
}

function shadows(): string {
  const bands = [
    [90, 640, 250],
    [520, 700, 260],
    [300, 600, 150],
  ];
  const shapes = bands.map(
    ([x = 0, y = 0, rx = 0]) =>
      `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="15" fill="#8ba5c9" opacity="0.5"/>`,
  );
  return `<g filter="url(#drift)">${shapes.join('')}</g>`;
}

function flakes(): string {
  const random = createRandom(21);
  return Array.from({ length: 130 }, () => {
    const [x, y, r] = [random() * WIDTH, random() * HEIGHT, 0.8 + random() * 2];
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="#fff" opacity="0.85"/>`;
  }).join('');
}
