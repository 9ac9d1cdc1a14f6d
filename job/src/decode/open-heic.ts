import { createRequire } from 'node:module';
import { ImageFailure } from '@blobscribe/core/failure';

/** libheif's own names; what is `null` has not been understood. */
type HeifImage = {
  is_primary(): boolean;
  get_width(): number;
  get_height(): number;
  display(target: Rgba, done: (filled: Rgba | null) => void): void;
  free(): void;
};
type HeifDecoder = {
  readonly decoder: { delete(): void } | null;
  decode(file: Buffer): readonly HeifImage[];
};
type Libheif = { readonly HeifDecoder: new () => HeifDecoder };

type Rgba = {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
};

export type OpenHeic = {
  /** Turned and mirrored as the file asks; its EXIF repeats that and is not to be obeyed again. */
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel, interleaved. To be called once. */
  readonly decode: () => Promise<Buffer>;
};

let libheif: Libheif | undefined;

/**
 * Opens the primary image of a HEIC file or sequence: its size by the header, its pixels when asked.
 * After a failure the decoder itself may be damaged: it is WebAssembly, with one memory for all files.
 * @throws {ImageFailure} `corrupt-image`, here and from `decode`.
 */
export function openHeic(file: Buffer): OpenHeic {
  libheif ??= loadLibheif();
  const decoder = new libheif.HeifDecoder();
  const images = decoder.decode(file);
  const primary = images.find((image) => image.is_primary());
  if (!primary) throw new ImageFailure('corrupt-image');
  const width = primary.get_width();
  const height = primary.get_height();
  return {
    width,
    height,
    async decode() {
      const { promise, resolve } = Promise.withResolvers<Rgba | null>();
      const data = new Uint8ClampedArray(width * height * 4);
      primary.display({ data, width, height }, resolve);
      if (!(await promise)) throw new ImageFailure('corrupt-image');
      for (const image of images) image.free();
      decoder.decoder?.delete();
      return Buffer.from(data.buffer);
    },
  };
}

/** heic-decode itself gives the first image of a file, which need not be the primary one. */
function loadLibheif(): Libheif {
  const requireBeside = createRequire(import.meta.resolve('heic-decode'));
  return requireBeside('libheif-js/wasm-bundle');
}
