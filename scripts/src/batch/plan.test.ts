import { describe, expect, it } from 'vitest';
import type { Content } from './content.ts';
import type { Group, Known } from './journal.ts';
import { type PlanOptions, planBatch } from './plan.ts';

const contents = ['done', 'failed', 'failed, sent again', 'begun', 'kept', 'new'].map(
  (sha256): Content => ({ sha256, bytes: 1, files: [{ name: sha256, path: sha256 }] }),
);

const known: Readonly<Record<string, Known>> = {
  done: { status: 'succeeded' },
  failed: { status: 'failed', why: 'x' },
  'failed, sent again': { status: 'failed', why: 'x' },
};

const group = (key: string, hash: string): Group => ({ key, images: [[hash, 'x']], options: {} });

const journal = {
  find: (hash: string) => known[hash],
  openGroups: () => [
    group('here', 'begun'),
    group('again', 'failed, sent again'),
    group('elsewhere', 'another folder'),
  ],
};

async function plan(changes: Partial<PlanOptions> = {}) {
  const { open, ...parts } = await planBatch(contents, journal, {
    retryFailed: false,
    isKept: async ({ name }) => name === 'kept',
    ...changes,
  });
  const hashes = Object.entries(parts).map(([name, list]) => [name, list.map((c) => c.sha256)]);
  return { ...Object.fromEntries(hashes), open: open.map(({ key }) => key) };
}

describe('the plan for a folder', () => {
  it('sends what is new, goes on with what was begun, and leaves all else', async () => {
    expect(await plan()).toEqual({
      done: ['done'],
      failed: ['failed'],
      kept: ['kept'],
      unfinished: ['failed, sent again', 'begun'],
      fresh: ['new'],
      open: ['here', 'again'],
    });
  });

  it('sends what failed only when that is wanted', async () => {
    expect(await plan({ retryFailed: true })).toMatchObject({
      failed: [],
      fresh: ['failed', 'new'],
    });
  });
});
