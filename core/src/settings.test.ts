import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readSettings, SettingsError } from './settings.ts';

const TABLE = {
  PORT: { schema: z.coerce.number().int().max(65535).default(8080), help: 'the port' },
  NAME: { schema: z.string(), help: 'what to call it' },
};

describe('settings', () => {
  it('are read, with defaults for what is absent or empty', () => {
    expect(readSettings({ NAME: 'x', PORT: '' }, TABLE)).toEqual({ NAME: 'x', PORT: 8080 });
  });

  it('that are wrong are all named at once, missing ones and broken rules among them', () => {
    const read = () => readSettings({ PORT: 'many' }, TABLE, () => ['A and B are both missing']);

    expect(read).toThrow(SettingsError);
    expect(read).toThrow(/PORT is wrong.*NAME is missing: what to call it.*A and B are both/s);
  });
});
