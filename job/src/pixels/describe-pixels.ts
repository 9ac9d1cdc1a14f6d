import type { Scene } from '@blobscribe/core/scene';
import { findAspectRatio } from './aspect-ratio.ts';
import { describeCamera } from './camera-words.ts';
import { findComposition } from './composition.ts';
import { measureDetail } from './detail.ts';
import { giveBack } from './give-back.ts';
import { halve, toDetailGrid, toLabGrid } from './grid.ts';
import { findLight } from './light.ts';
import { findMedium } from './medium.ts';
import { findPalette } from './palette.ts';
import type { FileFacts, Picture } from './picture.ts';

/** What pixels and EXIF prove: medium, colours, light, composition, camera; never a subject. */
export function describePixels(picture: Picture, file: FileFacts): Scene {
  const detail = toDetailGrid(picture);
  const grid = halve(detail);
  const lab = toLabGrid(grid);
  const medium = findMedium({ picture, file, detail, grid, lab });
  const busy = measureDetail(lab);
  const lighting = findLight({ lab, busy, medium, exif: file.exif });
  const camera = file.exif ? describeCamera(file.exif) : [];
  const scene: Scene = {
    medium: { value: medium.name, confidence: medium.confidence, source: medium.source },
    composition: {
      value: findComposition({ file, medium, detail, grid, lab, busy }),
      confidence: 0.8,
      source: 'pixels',
    },
    ...(lighting.length > 0 && {
      lighting: { value: lighting, confidence: 0.8, source: 'pixels' as const },
    }),
    palette: { value: findPalette(detail), confidence: 0.9, source: 'pixels' },
    ...(camera.length > 0 && {
      camera: { value: camera, confidence: 0.95, source: 'exif' as const },
    }),
    aspectRatio: { value: findAspectRatio(file), confidence: 1, source: 'pixels' },
  };
  giveBack(detail.rgb, grid.rgb, lab.lightness, lab.a, lab.b, busy);
  return scene;
}
