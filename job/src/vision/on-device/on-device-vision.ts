import type { Log } from '@blobscribe/core/log';
import type { Vision } from '../vision.ts';
import type { Eyes } from './eyes.ts';

/** Other weights or other rules say other words of the same picture. */
const MODEL = 'on-device-1';

/** People, things and words, seen on this machine without any service. */
export function createOnDeviceVision(eyes: Eyes, log: Log): Vision {
  let toldUnread = false;
  return {
    provider: 'on-device',
    model: MODEL,
    offers: ['scene', 'text'],
    async analyse(image, { features, signal }) {
      signal.throwIfAborted();
      const jpeg = await image.jpeg();
      const { photographed } = image;
      const wanted = { text: features.includes('text'), photographed };
      const { evidence, unread } = await eyes.look(jpeg, wanted, signal);
      if (unread !== undefined && !toldUnread) {
        toldUnread = true;
        log.warn('text-not-read', { why: unread });
      }
      return { evidence };
    },
  };
}
