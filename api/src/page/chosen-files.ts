import type { NewImage } from './gallery.ts';

/** The most characters of a name that the API takes. */
const LONGEST_NAME = 1_024;
/** What a browser may have no media type for. */
const IMAGE_ENDING = /\.(jpe?g|png|webp|gif|tiff?|avif|heic|heif|bmp)$/i;

export type Chosen = {
  readonly images: readonly (NewImage & { readonly file: File })[];
  /** How many files of a folder were left out, for they are no images. */
  readonly leftOut: number;
};

export type NamedFile = { readonly name: string; readonly file: File };

/**
 * What to send of the files that a person chose. From a folder only images are taken, for there are
 * other things in folders; a file that was picked by hand is sent whatever it is.
 */
export function chooseFiles(files: readonly NamedFile[]): Chosen {
  const images = files.filter(({ name, file }) => !name.includes('/') || looksLikeImage(file));
  return {
    // The end of a path tells more than its beginning.
    images: images.map(({ name, file }) => ({ name: name.slice(-LONGEST_NAME), file })),
    leftOut: files.length - images.length,
  };
}

function looksLikeImage({ name, type }: File): boolean {
  return !name.startsWith('.') && (type.startsWith('image/') || IMAGE_ENDING.test(name));
}
