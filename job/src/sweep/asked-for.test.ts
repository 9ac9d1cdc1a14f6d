import { describe, expect, it } from 'vitest';
import { uuidV7 } from '../../../core/src/uuid.ts';
import { askedFor } from './asked-for.ts';

const NOW = Date.now();
const OLD = new Date(NOW - 1);

type Listed = { name: string; lastModified?: Date; metadata?: Record<string, string> };

async function ask(requests: readonly Listed[]): Promise<string[]> {
  async function* listing() {
    const sorted = requests.toSorted((left, right) => (left.name < right.name ? -1 : 1));
    for (const { name, lastModified = OLD, metadata = {} } of sorted) {
      yield { name, lastModified, metadata };
    }
  }
  const keys: string[] = [];
  for await (const { key } of askedFor(listing(), new Date(NOW))) keys.push(key);
  return keys;
}

describe('what was asked for', () => {
  const id = uuidV7(NOW);
  const batch = uuidV7(NOW + 1);

  it('is each request for one image', async () => {
    expect(await ask([{ name: `acme/${id}.json` }])).toEqual([`acme/${id}.json`]);
  });

  it('leaves out the young, the deleted, the replays and what is none of ours', async () => {
    const keys = await ask([
      { name: `acme/${id}.json`, lastModified: new Date(NOW + 1) },
      { name: `acme/${batch}.deleted` },
      { name: `acme/keys/${'a'.repeat(64)}.json` },
      { name: 'elsewhere.json' },
    ]);

    expect(keys).toEqual([]);
  });

  it('is each item of a batch that was not deleted, in the order of the records', async () => {
    const keys = await ask([
      { name: `acme/${batch}.json`, metadata: { items: '12' } },
      { name: `acme/${batch}/1.deleted` },
      { name: `acme/${batch}/10.deleted` },
      { name: `acme/${id}.json` },
    ]);

    const items = [0, 11, 2, 3, 4, 5, 6, 7, 8, 9].map((item) => `acme/${batch}/${item}.json`);
    expect(keys).toEqual([`acme/${id}.json`, ...items]);
    expect(keys).toEqual(keys.toSorted());
  });
});
