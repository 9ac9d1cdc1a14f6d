import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queue } from './queue.ts';

let printed = '';

beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => void vi.restoreAllMocks());

describe('queue', () => {
  it.each([
    ['nothing to do', [], /queue list\|show\|redrive\|discard/],
    ['another word', ['purge'], /queue list\|show\|redrive\|discard/],
    ['a list of one', ['list', '1'], /takes no ID/],
    ['a show of nothing', ['show'], /name one ID/],
    ['a show of two', ['show', '1', '2'], /name one ID/],
    ['a show that changes', ['show', '1', '--all'], /changes nothing/],
    ['a redrive of nothing', ['redrive'], /name IDs, or --all/],
    ['a redrive of some and all', ['redrive', '1', '--all'], /name IDs, or --all/],
    ['a redrive that asks', ['redrive', '1', '--yes'], /takes no --yes/],
    ['a discard of nothing', ['discard', '--yes'], /name IDs, or --all/],
    ['an unknown option', ['list', '--forever'], /forever/],
  ])('refuses %s, with help', async (_, args, message) => {
    await expect(queue(args)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(message),
      help: expect.stringMatching(/^blobscribe queue /),
    });
    expect(printed).toBe('');
  });

  it.each([['list'], ['show'], ['redrive'], ['discard']])('helps with %s', async (action) => {
    expect(await queue([action, '--help'])).toBe(0);
    expect(printed).toMatch(new RegExp(`^blobscribe queue ${action} `));
  });

  it('helps', async () => {
    expect(await queue(['--help'])).toBe(0);
    expect(printed).toMatch(/^blobscribe queue list\|show\|redrive\|discard/);
  });
});
