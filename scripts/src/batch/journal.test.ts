import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failed, succeeded } from '../../../core/src/data-set/test-rows.ts';
import { type Journal, openJournal } from './journal.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobscribe-journal-'));
  path = join(folder, 'journal');
});

afterEach(() => rm(folder, { recursive: true }));

/** Works with a journal as one run does. */
async function run<T>(work: (journal: Journal) => Promise<T> | T): Promise<T> {
  const journal = await openJournal(path);
  try {
    return await work(journal);
  } finally {
    await journal.close();
  }
}

const group = { key: 'k', images: [['aa', 'a.jpg'] as const], options: {} };

describe('the journal of a folder', () => {
  it('tells a later run what became of each content', async () => {
    await run(async (journal) => {
      await journal.addRecord('aa', succeeded('Ünïcode words.'));
      await journal.addRecord('bb', failed);
      await journal.addRefusal('cc', 'too large');
    });

    await run(async (journal) => {
      expect(journal.find('aa')).toEqual({ status: 'succeeded' });
      expect(journal.find('bb')).toEqual({
        status: 'failed',
        why: 'The file is not an image. (not-an-image)',
      });
      expect(journal.find('cc')).toEqual({ status: 'failed', why: 'too large' });
      expect(journal.find('dd')).toBeUndefined();
      expect(await journal.read('aa')).toEqual(succeeded('Ünïcode words.'));
      expect(await journal.read('bb')).toEqual(failed);
      expect(await journal.read('cc')).toBeUndefined();
    });
  });

  it('gives the newest record of an image that was described again', async () => {
    await run(async (journal) => {
      await journal.addRecord('aa', failed);
      await journal.addRecord('aa', succeeded('At last.'));
      expect(journal.find('aa')).toEqual({ status: 'succeeded' });
    });

    expect(await run((journal) => journal.read('aa'))).toEqual(succeeded('At last.'));
  });

  it('knows groups that were begun and not ended, with their batch once it has a name', async () => {
    await run(async (journal) => {
      await journal.beginGroup(group);
      await journal.beginGroup({ ...group, key: 'ended' });
      await journal.endGroup('ended');
    });
    expect(await run((journal) => journal.openGroups())).toEqual([group]);

    await run((journal) => journal.nameBatch('k', 'id'));
    expect(await run((journal) => journal.openGroups())).toEqual([{ ...group, batch: 'id' }]);
  });

  it('keeps order among what is written at once', async () => {
    const words = Array.from({ length: 50 }, (_, index) => `Words ${index}.`);
    await run((journal) =>
      Promise.all(words.map((text, index) => journal.addRecord(`h${index}`, succeeded(text)))),
    );

    await run(async (journal) => {
      for (const [index, text] of words.entries()) {
        expect(await journal.read(`h${index}`)).toEqual(succeeded(text));
      }
    });
  });

  it.each([1, 30, 120])(
    'loses no whole line when a run was killed %i bytes into one',
    async (bytes) => {
      await run((journal) => journal.addRecord('aa', succeeded('Whole.')));
      const before = (await readFile(path)).length;
      await run((journal) => journal.addRecord('bb', succeeded('Half.')));
      await truncate(path, before + bytes);

      await run(async (journal) => {
        expect(journal.find('bb')).toBeUndefined();
        await journal.addRecord('cc', succeeded('After.'));
      });

      await run(async (journal) => {
        expect(await journal.read('aa')).toEqual(succeeded('Whole.'));
        expect(await journal.read('cc')).toEqual(succeeded('After.'));
      });
    },
  );

  it('begins anew when a run was killed in its first line', async () => {
    await run(() => {});
    await truncate(path, 10);

    await run((journal) => journal.addRecord('aa', succeeded('Words.')));

    expect(await run((journal) => journal.find('aa'))).toEqual({ status: 'succeeded' });
  });

  it.each(['a photograph\n', '{"file_name":"a.jpg"}\n{}\n', 'x'.repeat(2000)])(
    'is not taken for another file, which stays as it is: %.20s',
    async (text) => {
      await writeFile(path, text);

      await expect(openJournal(path)).rejects.toThrow(/no journal/);
      expect(await readFile(path, 'utf8')).toBe(text);
    },
  );

  it('reads on over lines that make no sense', async () => {
    await run((journal) => journal.addRecord('aa', succeeded('Words.')));
    await appendFile(path, 'no JSON\n{"some":"thing"}\n');
    await run((journal) => journal.addRecord('bb', succeeded('More.')));

    expect(await run((journal) => journal.read('bb'))).toEqual(succeeded('More.'));
  });
});
