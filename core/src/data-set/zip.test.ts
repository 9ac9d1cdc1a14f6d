import { buffer } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { streamOf } from './test-rows.ts';
import { zipOf } from './zip.ts';

describe('a zip', () => {
  it('reads back as the names and the texts', async () => {
    const texts = { 'a.txt': 'A dog.', '日本/猫.txt': 'Eine Katze, schläft.', 'empty.txt': '' };
    const entries = Object.entries(texts).map(([name, text]) => ({ name, text }));

    const read = unzipSync(await buffer(zipOf(streamOf(entries))));

    expect(Object.entries(read).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual(
      Object.entries(texts),
    );
  });

  it('marks names that are not ASCII as UTF-8, and deflates', async () => {
    const bytes = await buffer(zipOf(streamOf([{ name: '猫.txt', text: 'cat '.repeat(500) }])));

    expect(bytes.readUInt16LE(6) & 0x0800).toBe(0x0800);
    expect(bytes.length).toBeLessThan(300);
  });

  it('of nothing is an empty archive', async () => {
    const bytes = await buffer(zipOf(streamOf([])));

    expect(bytes).toHaveLength(22);
    expect(unzipSync(bytes)).toEqual({});
  });

  it('gives an entry away before it takes the next', async () => {
    let taken = 0;
    async function* entries() {
      for (;;) yield { name: `${++taken}.txt`, text: 'A dog.' };
    }
    let given = 0;
    for await (const chunk of zipOf(entries())) {
      if (Buffer.from(chunk).readUInt32LE() === 0x04034b50) given += 1;
      expect(taken).toBe(given);
      if (given === 100) break;
    }
  });

  it('closes its entries when nobody reads on', async () => {
    let isClosed = false;
    async function* entries() {
      try {
        for (;;) yield { name: 'a.txt', text: 'A dog.' };
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of zipOf(entries())) break;

    expect(isClosed).toBe(true);
  });

  it('refuses more entries than its directory can count', async () => {
    const entries = Array.from({ length: 3 }, () => ({ name: 'a', text: '' }));

    await expect(buffer(zipOf(streamOf(entries), Date.now(), 2))).rejects.toThrow(RangeError);
  });
});
