import { drawing, type Example } from './example.ts';

const WIDTH = 800;
const HEIGHT = 560;

/** A bicycle in black ink on white. */
export function lineDrawing(): Example {
  const body = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<g fill="none" stroke="#111" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">`,
    wheel(220, 360),
    wheel(580, 360),
    `<path d="M220 360L318 212h196L400 360H220M318 212l82 148M514 212l66 148M500 178l14 34"/>`,
    `<path d="M304 190l14 22M270 186q34-12 70 2M500 178q-20-18-44-12M500 178q22-8 46 8-4 18-20 20"/>`,
    `<circle cx="400" cy="360" r="26"/><path d="M400 360l26 48M414 410h28M400 360l-26-48M360 310h28"/>`,
    `<path d="M90 492h620M130 506h90M540 508h120M330 504h60"/>`,
    `</g>`,
  ];
  return { fileName: 'line-drawing.png', svg: drawing(WIDTH, HEIGHT, body.join('')) };
}

function wheel(x: number, y: number): string {
  const spokes = Array.from({ length: 12 }, (_, index) => {
    const angle = (index * Math.PI) / 6;
    const [dx, dy] = [Math.cos(angle) * 118, Math.sin(angle) * 118];
    return `<path d="M${x} ${y}l${dx.toFixed(1)} ${dy.toFixed(1)}" stroke-width="1.6"/>`;
  });
  return `<circle cx="${x}" cy="${y}" r="128"/><circle cx="${x}" cy="${y}" r="118" stroke-width="2"/><circle cx="${x}" cy="${y}" r="9"/>${spokes.join('')}`;
}
