import { blur, drawing, type Example, glow, gradient } from './example.ts';
import { createRandom } from './random.ts';

const WIDTH = 900;
const HEIGHT = 600;
const HORIZON = 350;
const LAMPS = [90, 170, 262, 330, 590, 668, 760, 842];

/** Fishing boats and lamps under the last light. */
export function duskHarbour(): Example {
  const defs = [
    gradient('sky', ['#101f47', '#1f3a74', '#3f5a94', '#9b7a92', '#e8935a', '#f6b765']),
    gradient('water', ['#b4724f', '#4b4a72', '#22356a', '#0f1d40', '#091127']),
    glow('lamp', '#ffd48a'),
    glow('sun', '#ffcf86', 0.9),
    blur('soft', 3),
    blur('mist', 9),
  ];
  const body = [
    `<defs>${defs.join('')}</defs>`,
    `<rect width="${WIDTH}" height="${HORIZON}" fill="url(#sky)"/>`,
    `<rect y="${HORIZON}" width="${WIDTH}" height="${HEIGHT - HORIZON}" fill="url(#water)"/>`,
    `<ellipse cx="470" cy="${HORIZON}" rx="330" ry="80" fill="url(#sun)"/>`,
    clouds(),
    `<path d="M-40 350V322l100-14 50 8 70-24 80 22 90 6 60 18h130l60-16 90-10 60-20 70 16 120-4v46z" fill="#17223f" filter="url(#soft)"/>`,
    ripples(),
    LAMPS.map(lamp).join(''),
    boat(250, 430, 1.25),
    boat(640, 400, 0.8),
    `<path d="M0 600v-52l340 18v34z" fill="#070b18"/><path d="M40 556v-70M150 560v-66M262 566v-60" stroke="#070b18" stroke-width="9"/>`,
  ];
  return { fileName: 'dusk-harbour.jpg', svg: drawing(WIDTH, HEIGHT, body.join('')), grain: 0.8 };
}

function clouds(): string {
  const random = createRandom(11);
  const bands = Array.from({ length: 26 }, () => {
    const y = 60 + random() * 250;
    const colour = y > 210 ? '#f0a06a' : '#5a6ba3';
    const [x, rx, ry] = [random() * WIDTH, 60 + random() * 170, 3 + random() * 9];
    return `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="${rx.toFixed(0)}" ry="${ry.toFixed(1)}" fill="${colour}" opacity="0.32"/>`;
  });
  return `<g filter="url(#mist)">${bands.join('')}</g>`;
}

/** Short strokes, wider and darker towards the viewer. */
function ripples(): string {
  const random = createRandom(5);
  return Array.from({ length: 620 }, () => {
    const depth = random() ** 1.6;
    const y = HORIZON + 4 + depth * (HEIGHT - HORIZON);
    const x = random() * WIDTH;
    const nearSun = Math.abs(x - 470) < 170 * (1 - depth * 0.5);
    const colour = nearSun ? '#f7b877' : random() > 0.5 ? '#0a1431' : '#5e6da6';
    const length = (6 + 34 * depth) * (0.5 + random());
    return `<path d="M${x.toFixed(1)} ${y.toFixed(1)}h${length.toFixed(1)}" stroke="${colour}" stroke-width="${(0.8 + 2 * depth).toFixed(1)}" opacity="${(0.16 + 0.3 * random()).toFixed(2)}"/>`;
  }).join('');
}

function lamp(x: number): string {
  return `<circle cx="${x}" cy="318" r="26" fill="url(#lamp)"/><circle cx="${x}" cy="318" r="2.6" fill="#fff3d0"/><ellipse cx="${x}" cy="392" rx="5" ry="46" fill="url(#lamp)" opacity="0.75"/>`;
}

function boat(x: number, y: number, scale: number): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})"><path d="M-110 0q110 26 230-6l-22 34q-92 16-182 0z" fill="#0b1226"/><path d="M-30-2v-44h66v40z" fill="#121c38"/><path d="M-22-40h20v16h-20zM8-40h20v16H8z" fill="#f4b45f"/><path d="M4-46v-128M4-160l92 152M4-150l-90 146" stroke="#0b1226" stroke-width="3" fill="none"/><ellipse cx="4" cy="44" rx="112" ry="12" fill="#050a18" opacity="0.7"/></g>`;
}
