import type { Counts } from './gallery.ts';

/** Where all images stand, in a sentence. */
export function progressSentence({ total, done, failed }: Counts): string {
  const images = total === 1 ? '1 image' : `${total} images`;
  const described = done === total ? images : `${done} of ${images}`;
  return `${described} described${failed > 0 ? `, ${failed} failed` : ''}`;
}

/** What became of the files of a folder that are no images. */
export function leftOutSentence(leftOut: number): string {
  if (leftOut === 0) return '';
  return leftOut === 1
    ? '1 file that is no image was left out.'
    : `${leftOut} files that are no images were left out.`;
}
