import { blur, drawing, type Example, gradient } from './example.ts';

const WIDTH = 800;
const HEIGHT = 640;

/** Oranges, a bowl and a bottle on a table, light from the left. */
export function stillLife(): Example {
  const defs = [
    gradient('wall', ['#8a5a34', '#5a3620', '#2b1810'], 'x1="0" y1="0" x2="1" y2="0.5"'),
    gradient('table', ['#8d5428', '#6b3b1c', '#3c200f']),
    gradient('bottle', ['#5d6b3a', '#35421f', '#141a0c'], 'x1="0" y1="0" x2="1" y2="0"'),
    gradient('bowl', ['#e9d9bd', '#b58f66', '#5b3f28'], 'x1="0" y1="0" x2="1" y2="0.25"'),
    round('orange', '#ffc069', '#ea7b1c', '#7d3206'),
    round('apple', '#f08a62', '#b5261d', '#4d0b0c'),
    blur('shadow', 12),
    blur('far', 26),
    blur('shine', 3),
  ];
  const body = [
    `<defs>${defs.join('')}</defs>`,
    `<rect width="${WIDTH}" height="430" fill="url(#wall)"/>`,
    `<g filter="url(#far)"><rect x="40" y="30" width="170" height="230" fill="#e7b878" opacity="0.75"/><rect x="560" y="0" width="150" height="380" fill="#1c0f0a" opacity="0.7"/></g>`,
    `<rect y="410" width="${WIDTH}" height="230" fill="url(#table)"/>`,
    boards(),
    `<g filter="url(#shadow)" fill="#1b0c05" opacity="0.72"><ellipse cx="470" cy="500" rx="250" ry="26"/><ellipse cx="650" cy="455" rx="120" ry="18"/><ellipse cx="230" cy="566" rx="110" ry="20"/></g>`,
    `<path d="M560 440V230q0-46 20-66V84h44v80q20 20 20 66v210q-42 14-84 0z" fill="url(#bottle)"/><path d="M571 420V236q0-32 12-50" stroke="#b9c68f" stroke-width="5" fill="none" opacity="0.6" filter="url(#shine)"/>`,
    [
      fruit(330, 356, 62, 'orange'),
      fruit(420, 344, 66, 'orange'),
      fruit(488, 372, 56, 'apple'),
    ].join(''),
    `<path d="M230 384h340q-14 116-120 122h-100q-106-6-120-122z" fill="url(#bowl)"/><path d="M230 384q170 28 340 0" stroke="#f6ead4" stroke-width="5" fill="none"/>`,
    fruit(190, 506, 66, 'orange'),
    fruit(626, 540, 58, 'apple'),
  ];
  return { fileName: 'still-life.jpg', svg: drawing(WIDTH, HEIGHT, body.join('')), grain: 0.8 };
}

function round(id: string, light: string, middle: string, dark: string): string {
  return `<radialGradient id="${id}" cx="0.34" cy="0.3" r="0.78"><stop offset="0%" stop-color="${light}"/><stop offset="45%" stop-color="${middle}"/><stop offset="100%" stop-color="${dark}"/></radialGradient>`;
}

function fruit(x: number, y: number, radius: number, paint: string): string {
  const shine = radius * 0.2;
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="url(#${paint})"/><ellipse cx="${x - radius * 0.36}" cy="${y - radius * 0.42}" rx="${shine}" ry="${shine * 0.7}" fill="#fff3dc" opacity="0.7" filter="url(#shine)"/><circle cx="${x}" cy="${y - radius * 0.82}" r="3.4" fill="#4a2d10"/>`;
}

function boards(): string {
  return [438, 476, 530, 604]
    .map((y) => `<path d="M0 ${y}h${WIDTH}" stroke="#2c1608" stroke-width="2.4" opacity="0.55"/>`)
    .join('');
}
