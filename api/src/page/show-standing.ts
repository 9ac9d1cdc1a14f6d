import type { Standing } from './api.ts';
import type { Image } from './gallery.ts';

/** Shows an image as the API says that it stands. */
export function showStanding(image: Image, standing: Standing): void {
  if (standing.status === 'succeeded') {
    image.show({ kind: 'done', document: standing });
  } else if (standing.status === 'failed') {
    image.show({ kind: 'failed', reason: standing.error.message, document: standing });
  } else {
    image.show({ kind: 'waiting' });
  }
}
