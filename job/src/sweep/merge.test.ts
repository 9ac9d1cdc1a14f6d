import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptName } from '../../../core/src/blob-names.ts';
import { inRecordOrder } from './in-record-order.ts';
import { joinByKey } from './join-by-key.ts';

/** Few letters, and those around the dot that a record's name adds: names that begin one another. */
const name = fc.string({
  unit: fc.constantFrom('a', '-', '.', '/', 'j', 's', 'o', 'n', '.json', 'é', '😀', '\uFFFD'),
  minLength: 1,
  maxLength: 6,
});
const names = fc.uniqueArray(name, { maxLength: 40 });

async function* listed(sorted: readonly string[]) {
  for (const item of sorted) yield { name: item, key: item };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('the order of records', () => {
  it('is another than that of uploads where one name begins another', async () => {
    const uploads = listed(['a', 'a-', 'a.b', 'a.json', 'a.k', 'a/b', 'b']);

    const ordered = await collect(inRecordOrder(uploads));

    expect(ordered.map(({ name: upload }) => upload)).toEqual([
      'a-',
      'a.b',
      'a',
      'a.json',
      'a.k',
      'a/b',
      'b',
    ]);
  });

  it('comes out right whatever the names', () =>
    fc.assert(
      fc.asyncProperty(names, async (uploads) => {
        const ordered = await collect(inRecordOrder(listed(uploads.toSorted())));

        expect(ordered.map(({ key }) => key)).toEqual(uploads.map(promptName).sort());
      }),
    ));

  it('holds no more than the names that begin one another', async () => {
    let ahead = 0;
    async function* counted() {
      for await (const item of listed(['a', 'a-', 'b', 'c', 'd', 'e'])) {
        ahead += 1;
        yield item;
      }
    }

    const seen = [];
    for await (const { name: upload } of inRecordOrder(counted())) seen.push([upload, ahead]);

    expect(seen).toEqual([
      ['a-', 3],
      ['a', 3],
      ['b', 4],
      ['c', 5],
      ['d', 6],
      ['e', 6],
    ]);
  });
});

describe('three listings side by side', () => {
  it('give the same as the differences of three sets', () =>
    fc.assert(
      fc.asyncProperty(names, names, names, async (uploads, records, requests) => {
        const joined = await collect(
          joinByKey(
            inRecordOrder(listed(uploads.toSorted())),
            listed(records.map(promptName).sort()),
            listed(requests.map(promptName).sort()),
          ),
        );

        const keys = new Set([...uploads, ...records, ...requests].map(promptName));
        expect(joined.map(({ key }) => key)).toEqual([...keys].sort());
        const unanswered = joined.flatMap(({ upload, record }) =>
          upload && !record ? upload.name : [],
        );
        const missing = new Set(uploads).difference(new Set(records));
        expect(unanswered.sort()).toEqual([...missing].sort());
        const open = joined.filter(({ upload, record, asked }) => asked && !upload && !record);
        const expected = new Set(requests).difference(new Set([...uploads, ...records]));
        expect(open.map(({ key }) => key).sort()).toEqual([...expected].map(promptName).sort());
      }),
    ));
});
