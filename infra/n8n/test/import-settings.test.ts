import { describe, expect, it } from 'vitest';
import { filledCredentials } from '../src/fill.ts';
import { readImportSettings } from '../src/import-settings.ts';

const TOKEN = 'a'.repeat(43);
const TOKENS = { alerts: TOKEN, deployments: TOKEN };
const read = (settings: unknown) => readImportSettings(JSON.stringify(settings));

describe('settings', () => {
  it('need only the tokens: then nobody is told', () => {
    expect(read({ tokens: TOKENS })).toEqual({ tokens: TOKENS, docs: '' });
  });

  it('keep what signs a call to Teams out of the address', () => {
    const { teams } = read({
      tokens: TOKENS,
      teams: { url: 'https://x.logic.azure.com/workflows/1?sp=%2Frun&sig=a%2Bb&sv=1.0' },
    });

    expect(teams).toEqual({
      url: 'https://x.logic.azure.com/workflows/1?sp=%2Frun&sv=1.0',
      signature: 'a+b',
    });
  });

  it('put secrets into credentials and nowhere else', () => {
    const settings = read({ tokens: TOKENS, slack: { token: 'xoxb-1', channel: 'C1' } });

    expect(filledCredentials(settings).map(({ data }) => data)).toEqual([
      { name: 'X-Blobscribe-Token', value: TOKEN },
      { name: 'Authorization', value: 'Bearer xoxb-1' },
    ]);
  });

  it('say all that is wrong at once, and never a secret', () => {
    const call = () =>
      read({
        tokens: { alerts: 'short-secret' },
        slack: { token: 'xoxb 1', channel: 'C1', chanel: '' },
        teams: { url: 'http://x.example/?sig=hidden' },
        mail: { from: 'a@b', to: 'nobody', host: 'smtp', port: '25' },
      });

    expect(call).toThrow(
      /tokens.alerts must .*\ntokens.deployments is missing\nslack: nothing is called chanel\nslack.token must .*\nteams.url must .*\nmail.port must .*\nmail.to must /,
    );
    expect(call).not.toThrow(/short-secret|xoxb 1|hidden/);
  });

  it('that are no JSON are refused without being shown', () => {
    expect(() => readImportSettings('{"tokens": "hidden')).toThrow(/^the settings are no JSON$/);
  });
});
