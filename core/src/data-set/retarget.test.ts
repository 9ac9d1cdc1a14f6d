import { describe, expect, it } from 'vitest';
import { retarget } from './retarget.ts';
import { failed, succeeded } from './test-rows.ts';

describe('a record that is rendered again', () => {
  it('says what its scene holds in the words of another target, with the trigger word', () => {
    const document = succeeded('Old words.');

    const { prompts, scene, ...rest } = retarget(document, {
      targets: ['tags'],
      triggerWord: 'ohwx',
    });

    expect(prompts.tags?.[0]).toBe('ohwx');
    expect(Object.keys(prompts)).toEqual(['tags']);
    expect(rest.prompt).not.toContain('Old');
    expect(scene).toBe(document.scene);
  });

  it('stays as it is if the image failed', () => {
    expect(retarget(failed, { targets: ['tags'] })).toBe(failed);
  });
});
