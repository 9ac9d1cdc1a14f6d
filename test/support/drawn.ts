import sharp from 'sharp';

/** SVG with its own size as a JPEG, in a process that may have forbidden itself all but photographs. */
export async function drawJpeg(size: number, content: string): Promise<Buffer> {
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] });
  const head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
  const svg = `${head} width="640" height="640" viewBox="0 0 ${size} ${size}">${content}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#fff' }).jpeg({ quality: 90 }).toBuffer();
}

/** A stop sign before a blue sky. */
export function drawStopSign(): Promise<Buffer> {
  const corners = (radius: number) =>
    Array.from({ length: 8 }, (_, corner) => {
      const angle = (Math.PI / 8) * (2 * corner + 1);
      return `${320 + radius * Math.cos(angle)},${280 + radius * Math.sin(angle)}`;
    }).join(' ');
  return drawJpeg(
    640,
    `<rect width="640" height="640" fill="#87b5e0"/>
    <rect x="308" y="280" width="24" height="360" fill="#888"/>
    <polygon points="${corners(215)}" fill="#fff"/><polygon points="${corners(200)}" fill="#c1121f"/>
    ${words('STOP', 325, 130, '#fff')}`,
  );
}

/** A page with lines of words. */
export function drawWords(...lines: readonly string[]): Promise<Buffer> {
  const written = lines.map((line, row) => words(line, 120 + 70 * row, 34, '#111')).join('');
  return drawJpeg(640, `<rect width="640" height="640" fill="#f4f1ea"/>${written}`);
}

function words(text: string, y: number, size: number, colour: string): string {
  return `<text x="320" y="${y}" font-family="sans-serif" font-weight="bold" font-size="${size}"
    fill="${colour}" text-anchor="middle">${text}</text>`;
}
