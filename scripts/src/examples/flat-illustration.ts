import { drawing, type Example } from './example.ts';

const WIDTH = 800;
const HEIGHT = 600;

/** A balloon over hills, cut from plain colours. */
export function flatIllustration(): Example {
  const body = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#8fd3d1"/>`,
    `<circle cx="630" cy="150" r="70" fill="#fbd96b"/>`,
    `<path d="M60 170h150a30 30 0 0 0-12-58 52 52 0 0 0-96-14 38 38 0 0 0-42 72zM430 250h116a24 24 0 0 0-8-46 40 40 0 0 0-74-12 30 30 0 0 0-34 58z" fill="#fdf6e3"/>`,
    `<path d="M0 420l170-150 120 110 130-150 190 180 190-130v320H0z" fill="#3f8f8c"/>`,
    `<path d="M0 470q200-90 400-10t400-40v180H0z" fill="#2b6b5e"/>`,
    `<path d="M0 540q240-70 470-6t330-22v88H0z" fill="#17473f"/>`,
    `<path d="M300 60c-70 0-112 50-112 108 0 62 56 100 86 152h52c30-52 86-90 86-152 0-58-42-108-112-108z" fill="#e2583e"/>`,
    `<path d="M300 60c-30 0-50 50-50 108 0 62 18 100 34 152h32c16-52 34-90 34-152 0-58-20-108-50-108z" fill="#f6ead2"/>`,
    `<path d="M276 332l6 30h36l6-30" stroke="#4a2c1a" stroke-width="3" fill="none"/><path d="M278 360h44v34a8 8 0 0 1-8 8h-28a8 8 0 0 1-8-8z" fill="#8a5328"/>`,
  ];
  return { fileName: 'flat-illustration.png', svg: drawing(WIDTH, HEIGHT, body.join('')) };
}
