import type { CameraFacts } from './camera.ts';

/** A decoded image: orientation applied, transparency flattened, long side about 400 to 1,024. */
export type Picture = {
  /** Interleaved 8-bit sRGB, 3 bytes a pixel. */
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
};

/** What is known of the file itself; its size with the orientation applied. */
export type FileFacts = {
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly exif?: CameraFacts;
};
