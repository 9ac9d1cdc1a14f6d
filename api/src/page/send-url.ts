import type { Api } from './api.ts';
import { reasonOf } from './api-error.ts';
import type { Image } from './gallery.ts';
import { isSettled } from './image-state.ts';
import type { Limits } from './limits.ts';
import { showStanding } from './show-standing.ts';

const WAIT_SECONDS = 30;

export type SendUrl = (url: string, image: Image) => Promise<void>;

/** Has the API fetch an image from a URL, and waits for its words. */
export function createSendUrl(api: Api, limits: Limits): SendUrl {
  return async function sendUrl(url, image) {
    try {
      image.show({ kind: 'waiting' });
      const id = await api.submitUrl(url);
      while (!isSettled(image.state())) {
        showStanding(image, await limits.waits(() => api.standing(id, WAIT_SECONDS)));
      }
    } catch (error) {
      const again = () => void sendUrl(url, image);
      image.show({ kind: 'failed', reason: reasonOf(error), again });
    }
  };
}

/** What to call the image at a URL: the last part of its path, or its host. */
export function nameOfUrl(url: string): string {
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '');
  return last ?? hostname;
}
