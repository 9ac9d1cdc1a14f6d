import { uploadOfId } from '@blobscribe/core/blob-names';
import { uuidV7 } from '@blobscribe/core/uuid';
import { describe, expect, it, vi } from 'vitest';
import { createPromptFinder } from './find-prompt.ts';
import type { FoundRecord, UploadLook } from './look-at-upload.ts';

const RECORD: FoundRecord = { text: '{}', etag: '1' };
const FINISHED = { status: 'finished', record: RECORD };

function setUp() {
  const state: { record?: FoundRecord; reads: number; signal?: AbortSignal } = { reads: 0 };
  const look: UploadLook = {
    recent: () => undefined,
    record: async (_, signal) => {
      state.reads += 1;
      state.signal = signal;
      return state.record;
    },
    unfinished: async () => 'queued',
    forget: () => {},
  };
  const upload = uploadOfId('local', uuidV7());
  if (!upload) throw new Error('no such upload');
  const find = createPromptFinder(look);
  const ask = (waitSeconds: number, asker = new AbortController()) =>
    find(upload, waitSeconds, asker);
  const untilReads = (count: number) =>
    vi.waitFor(() => expect(state.reads).toBeGreaterThanOrEqual(count), { interval: 5 });
  return { state, ask, untilReads };
}

describe('those who wait for one prompt', () => {
  it('share the looks at it', async () => {
    const { state, ask, untilReads } = setUp();
    const waiting = Array.from({ length: 10 }, () => ask(30));
    await untilReads(11);

    const before = state.reads;
    state.record = RECORD;

    expect(await Promise.all(waiting)).toEqual(waiting.map(() => FINISHED));
    expect(state.reads).toBe(before + 1);
  });

  it('each wait until their own time has come', async () => {
    const { state, ask } = setUp();
    const [short, long] = [ask(0.1), ask(30)];

    expect(await short).toEqual({ status: 'queued' });
    state.record = RECORD;

    expect(await long).toEqual(FINISHED);
  });

  it('wait on when one of them hangs up, and nobody looks when all have', async () => {
    const { state, ask, untilReads } = setUp();
    const [one, other] = [new AbortController(), new AbortController()];
    const waiting = [ask(30, one), ask(30, other)];
    await untilReads(3);

    one.abort('the client hung up');
    await expect(waiting[0]).rejects.toThrow('given up');
    await untilReads(state.reads + 1);
    expect(state.signal?.aborted).toBe(false);

    other.abort('the client hung up');
    await expect(waiting[1]).rejects.toThrow('given up');
    expect(state.signal?.aborted).toBe(true);
  });
});
