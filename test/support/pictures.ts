import sharp from 'sharp';

/** A picture of two colours with a soft edge, decodable and not trivial. */
export function picture(width = 320, height = 240) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="g"><stop offset="0" stop-color="#123a6b"/><stop offset="1" stop-color="#e08a2c"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/><circle cx="30%" cy="60%" r="20%" fill="#f2e6c8"/></svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' });
}

/** A small JPEG that is different for each `seed`. */
export function jpeg(seed = 0): Promise<Buffer> {
  const background = { r: (seed * 37) % 256, g: (seed * 91) % 256, b: (seed * 53) % 256 };
  return sharp({ create: { width: 160, height: 120, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
