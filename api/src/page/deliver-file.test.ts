import { describe, expect, it } from 'vitest';
import type { Upload } from './api.ts';
import { type Delivery, deliverFile } from './deliver-file.ts';

const NOW = Date.parse('2026-01-01T12:00:00Z');

function upload(url: string, expiresAt = '2026-01-01T12:15:00Z'): Upload {
  return { method: 'PUT', url, headers: {}, expiresAt };
}

/** A delivery whose tries end with `statuses`; what it was asked is in `puts`. */
function delivery(
  statuses: readonly number[],
  renewed: Upload | undefined,
  first = upload('first'),
) {
  const puts: string[] = [];
  const made: Delivery = {
    upload: first,
    put: async ({ url }) => {
      puts.push(url);
      return statuses[puts.length - 1] ?? 0;
    },
    renew: async () => renewed,
    pause: async () => {},
    now: () => NOW,
  };
  return { made, puts };
}

describe('delivering a file', () => {
  it('takes one try where all is well', async () => {
    const { made, puts } = delivery([201], upload('second'));

    await deliverFile(made);

    expect(puts).toEqual(['first']);
  });

  it('tries again with a fresh URL when the connection is lost', async () => {
    const { made, puts } = delivery([0, 503, 201], upload('second'));

    await deliverFile(made);

    expect(puts).toEqual(['first', 'second', 'second']);
  });

  it('is done when the first try had arrived after all', async () => {
    const { made, puts } = delivery([0], undefined);

    await deliverFile(made);

    expect(puts).toEqual(['first']);
  });

  it('renews a URL that ran out in the queue before it is used', async () => {
    const { made, puts } = delivery(
      [201],
      upload('second'),
      upload('first', '2026-01-01T12:00:05Z'),
    );

    await deliverFile(made);

    expect(puts).toEqual(['second']);
  });

  it('gives up at last, and says why', async () => {
    const { made, puts } = delivery([0, 0, 0, 403], upload('second'));

    await expect(deliverFile(made)).rejects.toThrow('The storage refused the file (HTTP 403).');
    expect(puts).toHaveLength(4);
  });
});
