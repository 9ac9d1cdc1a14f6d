import { Problem } from './problem.ts';

/** Of a file that is yet to come: what its sender says of it. */
export type Announced = {
  readonly contentType?: string | undefined;
  readonly size?: number | undefined;
};

/**
 * Refuses a file that need not even be sent.
 * @throws {Problem} 415 if it is said to be no image, 413 if it is said to be too large.
 */
export function checkAnnounced({ contentType, size }: Announced, maxImageBytes: number): void {
  if (contentType !== undefined && !isImageType(contentType)) {
    throw new Problem('unsupported-media-type', 'Only images (image/*) can be described.');
  }
  if (size !== undefined && size > maxImageBytes) {
    throw new Problem('too-large', `An image may have ${maxImageBytes} bytes, this one ${size}.`);
  }
}

/** Whether a Content-Type may be that of an image; what it really is shows when it is decoded. */
export function isImageType(contentType: string): boolean {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^image\/[\w.+*-]+$|^application\/octet-stream$/.test(mediaType);
}
