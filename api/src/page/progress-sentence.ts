import type { Counts } from './gallery.ts';

/** Where all images stand, in a sentence. */
export function progressSentence({ total, done, failed }: Counts): string {
  const images = total === 1 ? '1 image' : `${total} images`;
  const described = done === total ? images : `${done} of ${images}`;
  return `${described} described${failed > 0 ? `, ${failed} failed` : ''}`;
}
