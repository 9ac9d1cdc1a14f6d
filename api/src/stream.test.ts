import { createLog } from '@blobscribe/core/log';
import { describe, expect, it } from 'vitest';
import { streamBody } from './stream.ts';

function setUp(parts: () => AsyncGenerator<Uint8Array>) {
  const logged: string[] = [];
  const seen = { ended: 0 };
  const log = createLog((line) => logged.push(line));
  const body = streamBody(parts(), log, () => {
    seen.ended += 1;
  });
  return { body, logged, seen };
}

async function* abc() {
  for (const text of ['a', 'b', 'c']) yield Buffer.from(text);
}

describe('a streamed body', () => {
  it('gives all parts and says once that it has ended', async () => {
    const { body, seen } = setUp(abc);

    expect(await new Response(body).text()).toBe('abc');
    expect(seen.ended).toBe(1);
  });

  it('is cut by an error, which stays in the log', async () => {
    const { body, logged, seen } = setUp(async function* () {
      yield Buffer.from('a');
      throw new Error('the storage is gone');
    });

    await expect(new Response(body).text()).rejects.toThrow();
    expect(logged.join('')).toContain('the storage is gone');
    expect(seen.ended).toBe(1);
  });

  it.each([0, 1])('says that it has ended when its reader leaves after %i parts', async (count) => {
    const { body, seen } = setUp(abc);
    const reader = body.getReader();
    for (let read = 0; read < count; read += 1) await reader.read();

    await reader.cancel();

    expect(seen.ended).toBe(1);
  });
});
