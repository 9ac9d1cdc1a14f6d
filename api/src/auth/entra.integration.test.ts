import { inspect } from 'node:util';
import fc from 'fast-check';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TokenIssuer, tokenIssuer } from '../../../test/support/token-issuer.ts';
import type { Authenticate } from './caller.ts';
import { createEntraCheck, type EntraOptions, type EntraSettings } from './entra.ts';

const NOW_SECONDS = Math.floor(Date.now() / 1000);

let issuer: TokenIssuer;
let check: Authenticate;

const create = (settings: Partial<EntraSettings> = {}, options: EntraOptions = {}) =>
  createEntraCheck(
    {
      ENTRA_TENANT_ID: issuer.directory,
      ENTRA_AUDIENCE: issuer.application,
      ENTRA_TENANT_CLAIM: 'tid',
      ENTRA_ROLE: 'Prompts.ReadWrite',
      ENTRA_AUTHORITY: issuer.authority,
      ...settings,
    },
    options,
  );

const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` });

const unauthorized = (detail: string) => ({
  type: 'unauthorized',
  message: detail,
  headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
});
const NOT_FOR_US = unauthorized('The token is not one for this API.');

beforeAll(async () => {
  issuer = await tokenIssuer();
  check = create();
});

afterAll(() => issuer.close());

describe('a token', () => {
  it('of the directory leads to its tenant, a GUID without dashes', async () => {
    const tenant = 'abcdef11222233334444555555555555';

    expect(await check(bearer(await issuer.token()))).toEqual({ tenant, readsDrop: false });
  });

  it('of version 1, as registrations get it by default, is taken too', async () => {
    const iss = `https://sts.windows.net/${issuer.directory}/`;
    const aud = `api://${issuer.application}`;

    await check(bearer(await issuer.token({ iss, aud, ver: '1.0' })));
    const byUri = create({ ENTRA_AUDIENCE: aud, ENTRA_AUTHORITY: `${issuer.authority}/` });
    await byUri(bearer(await issuer.token()));
  });

  it('may hold its role as a scope, and the right to read what was dropped', async () => {
    const roles = undefined;

    const scoped = await issuer.token({ roles, scp: 'Drop.Read Prompts.ReadWrite' });
    expect((await check(bearer(scoped))).readsDrop).toBe(true);
    const both = await issuer.token({ roles: ['Prompts.ReadWrite', 'Drop.Read'] });
    expect((await check(bearer(both))).readsDrop).toBe(true);
  });

  it('names its tenant in the claim that is configured', async () => {
    const byTeam = create({ ENTRA_TENANT_CLAIM: 'team' });

    expect(await byTeam(bearer(await issuer.token({ team: 'red-team' })))).toMatchObject({
      tenant: 'red-team',
    });
    for (const team of [undefined, 'drop', 'Red Team', '../etc', 7, ['red-team']]) {
      const refused = byTeam(bearer(await issuer.token({ team })));
      await expect(refused).rejects.toMatchObject({ type: 'forbidden' });
    }
  });

  it('without the role is forbidden, Drop.Read or not', async () => {
    const refused = { type: 'forbidden', message: expect.stringContaining('Prompts.ReadWrite') };

    for (const claims of [
      { roles: undefined },
      { roles: ['Drop.Read'] },
      { roles: 'Prompts.ReadWrite' },
      { roles: { 0: 'Prompts.ReadWrite' } },
      { roles: [], scp: 'Prompts.ReadWriteAll' },
    ]) {
      await expect(check(bearer(await issuer.token(claims)))).rejects.toMatchObject(refused);
    }
  });

  it('is missed', async () => {
    const missed = unauthorized('Send a bearer token of Entra ID.');

    await expect(check(new Headers())).rejects.toMatchObject(missed);
    const basic = new Headers({ authorization: 'Basic dXNlcjpwYXNz', 'x-api-key': 'bs_x' });
    await expect(check(basic)).rejects.toMatchObject(missed);
  });

  it('that has expired is refused, and told so', async () => {
    const expired = unauthorized('The token has expired.');

    const token = await issuer.token({ exp: NOW_SECONDS - 60 });
    await expect(check(bearer(token))).rejects.toMatchObject(expired);
    const later = create({}, { now: () => Date.now() + 2 * 3600_000 });
    await expect(later(bearer(await issuer.token()))).rejects.toMatchObject(expired);
  });

  it.each([
    ['is not yet valid', { nbf: NOW_SECONDS + 600 }],
    ['never expires', { exp: undefined }],
    ['is for another API', { aud: '00000003-0000-0000-c000-000000000000' }],
    ['is for nothing', { aud: undefined }],
    ['has another issuer', { iss: 'https://login.microsoftonline.com/common/v2.0' }],
    ['has no issuer', { iss: undefined }],
  ])('that %s is refused', async (_, claims) => {
    await expect(check(bearer(await issuer.token(claims)))).rejects.toMatchObject(NOT_FOR_US);
  });

  it.each([['22222222-2222-3333-4444-555555555555'], [undefined]])(
    'of the directory %s is refused',
    async (tid) => {
      const refused = unauthorized('The token is not of this directory.');

      await expect(check(bearer(await issuer.token({ tid })))).rejects.toMatchObject(refused);
    },
  );
});

describe('a directory', () => {
  it.each(['common', 'contoso.onmicrosoft.com', '../common'])('is not named %s', (name) => {
    expect(() => create({ ENTRA_TENANT_ID: name })).toThrow(/ENTRA_TENANT_ID is not the GUID/);
  });

  it('may be written in upper case', async () => {
    const upper = create({ ENTRA_TENANT_ID: issuer.directory.toUpperCase() });

    await upper(bearer(await issuer.token()));
  });
});

describe('a forged token', () => {
  it('without a signature is refused', async () => {
    const claims = { tid: issuer.directory, roles: ['Prompts.ReadWrite'] };
    const unsigned = new UnsecuredJWT(claims)
      .setIssuer(`${issuer.authority}/${issuer.directory}/v2.0`)
      .setAudience(issuer.application)
      .setExpirationTime('1h');

    await expect(check(bearer(unsigned.encode()))).rejects.toMatchObject(NOT_FOR_US);
    const [head, body] = (await issuer.token()).split('.');
    await expect(check(bearer(`${head}.${body}.`))).rejects.toMatchObject(NOT_FOR_US);
  });

  it('signed with the public key as a secret is refused', async () => {
    const secret = new TextEncoder().encode(await issuer.publicKeyText());
    const token = await new SignJWT({ tid: issuer.directory, roles: ['Prompts.ReadWrite'] })
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .setIssuer(`${issuer.authority}/${issuer.directory}/v2.0`)
      .setAudience(issuer.application)
      .setExpirationTime('1h')
      .sign(secret);

    await expect(check(bearer(token))).rejects.toMatchObject(NOT_FOR_US);
  });

  it('signed by our key in another way than Entra does is refused', async () => {
    for (const alg of ['RS512', 'PS256']) {
      await expect(check(bearer(await issuer.token({}, { alg })))).rejects.toMatchObject(
        NOT_FOR_US,
      );
    }
  });

  it('signed by another key under the name of ours, or under its own, is refused', async () => {
    const { privateKey } = await issuer.strangerKey();

    const sameName = await issuer.token({}, { privateKey });
    await expect(check(bearer(sameName))).rejects.toMatchObject(NOT_FOR_US);
    const ownName = await issuer.token({}, { privateKey, kid: 'stranger' });
    await expect(check(bearer(ownName))).rejects.toMatchObject(NOT_FOR_US);
  });

  it('with other claims than were signed is refused', async () => {
    const [head, , signature] = (await issuer.token({ roles: [] })).split('.');
    const [, body] = (await issuer.token()).split('.');

    const mixed = [head, body, signature].join('.');
    await expect(check(bearer(mixed))).rejects.toMatchObject(NOT_FOR_US);
  });

  it('leaves no part of itself in the error or its causes', async () => {
    const { privateKey } = await issuer.strangerKey();
    const nobody = create({ ENTRA_AUTHORITY: 'http://127.0.0.1:1' });
    for (const ask of [check, nobody]) {
      const token = await issuer.token({}, { privateKey });
      const error = await ask(bearer(token)).catch((reason: unknown) => reason);

      for (const part of token.split('.')) {
        expect(inspect(error, { depth: 9, maxStringLength: 100_000 })).not.toContain(part);
      }
    }
  });

  it('is all that arbitrary text is', async () => {
    const text = fc.stringMatching(/^[!-~]+$/);
    const part = fc.oneof(
      fc.constantFrom('eyJhbGciOiJSUzI1NiJ9', 'e30', ''),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    );
    const tokens = fc.oneof(
      text,
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
    );

    await fc.assert(
      fc.asyncProperty(tokens, async (token) => {
        await expect(check(bearer(token))).rejects.toMatchObject({ type: 'unauthorized' });
      }),
    );
  });
});

describe('the signing keys', () => {
  it('are fetched once for 1,000 checks', async () => {
    const before = issuer.fetches();
    const once = create();
    const headers = bearer(await issuer.token());

    await Promise.all(Array.from({ length: 1000 }, () => once(headers)));
    expect(issuer.fetches()).toBe(before + 1);
  });

  it('are not fetched again for a flood of invented ones', async () => {
    const cooling = create();
    await cooling(bearer(await issuer.token()));
    const before = issuer.fetches();

    for (let index = 0; index < 20; index += 1) {
      const invented = bearer(await issuer.token({}, { kid: `invented-${index}` }));
      await expect(cooling(invented)).rejects.toMatchObject(NOT_FOR_US);
    }
    expect(issuer.fetches()).toBe(before);
  });

  it('that cannot be had are a 503, and no reason to ask who calls', async () => {
    issuer.answer(500);
    const unavailable = {
      type: 'identity-unavailable',
      message: 'Entra does not answer. Try again in a moment.',
      headers: { 'Retry-After': '5' },
    };

    await expect(create()(bearer(await issuer.token()))).rejects.toMatchObject(unavailable);
    await check(bearer(await issuer.token()));
    const nobody = create({ ENTRA_AUTHORITY: 'http://127.0.0.1:1' });
    await expect(nobody(bearer(await issuer.token()))).rejects.toMatchObject(unavailable);
    issuer.answer(200);
  });

  it('may change without a restart', async () => {
    const eager = create({}, { cooldownMs: 0 });
    const old = bearer(await issuer.token());
    await eager(old);

    await issuer.rotate();
    await eager(bearer(await issuer.token()));

    await expect(eager(old)).rejects.toMatchObject(NOT_FOR_US);
  });
});
