import type { FileFacts } from './picture.ts';

/** Screens that are in use, long side first. */
const SCREENS = new Set([
  '1280x720',
  '1280x800',
  '1366x768',
  '1440x900',
  '1536x864',
  '1600x900',
  '1680x1050',
  '1920x1080',
  '1920x1200',
  '2560x1440',
  '2560x1600',
  '2880x1800',
  '3024x1964',
  '3440x1440',
  '3456x2234',
  '3840x2160',
  '1334x750',
  '1792x828',
  '2340x1080',
  '2400x1080',
  '2436x1125',
  '2532x1170',
  '2556x1179',
  '2622x1206',
  '2688x1242',
  '2778x1284',
  '2796x1290',
  '2868x1320',
  '2048x1536',
  '2360x1640',
  '2388x1668',
  '2732x2048',
]);

/** Screenshots are saved without loss, in the size of a screen. */
export function isScreenSize({ width, height, mediaType }: FileFacts): boolean {
  const size = `${Math.max(width, height)}x${Math.min(width, height)}`;
  return mediaType !== 'image/jpeg' && SCREENS.has(size);
}
