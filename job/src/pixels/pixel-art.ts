import type { FileFacts, Picture } from './picture.ts';

const MIN_BLOCK = 3;
const MAX_BLOCK = 32;
/** Part of all colour changes that must lie on the raster of blocks. */
const ON_RASTER = 0.99;
/** Few blocks prove nothing: a checkerboard of large squares is a pattern. */
const MIN_BLOCKS = 12;
const MAX_COLOURS = 128;

/** Whether the picture is made of equal square blocks of few colours, as enlarged pixel art is. */
export function isPixelArt(picture: Picture, file: FileFacts): boolean {
  // Resizing or JPEG would have blurred the raster away.
  if (picture.width !== file.width || file.mediaType === 'image/jpeg') return false;
  const { columns, rows, colours } = countChanges(picture);
  if (colours > MAX_COLOURS) return false;
  for (let block = MAX_BLOCK; block >= MIN_BLOCK; block--) {
    if (isOnRaster(columns, block) && isOnRaster(rows, block)) return true;
  }
  return false;
}

function countChanges({ pixels, width, height }: Picture) {
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  const colours = new Set<number>();
  const colour = (pixel: number) =>
    (pixels.readUInt16BE(pixel * 3) << 8) | (pixels[pixel * 3 + 2] ?? 0);
  for (let y = 1; y < height && colours.size <= MAX_COLOURS; y++) {
    for (let x = 1; x < width; x++) {
      const own = colour(y * width + x);
      colours.add(own);
      if (own !== colour(y * width + x - 1)) columns[x] = (columns[x] ?? 0) + 1;
      if (own !== colour((y - 1) * width + x)) rows[y] = (rows[y] ?? 0) + 1;
    }
  }
  return { columns, rows, colours: colours.size };
}

function isOnRaster(changes: Uint32Array, block: number): boolean {
  if (changes.length / block < MIN_BLOCKS) return false;
  let all = 0;
  let on = 0;
  let places = 0;
  changes.forEach((count, at) => {
    all += count;
    if (at % block !== 0) return;
    on += count;
    if (count > 0) places += 1;
  });
  return places >= MIN_BLOCKS / 2 && on >= ON_RASTER * all;
}
