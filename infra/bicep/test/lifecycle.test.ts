import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTenantName } from '../../../core/src/blob-names.ts';
import type { Resource } from '../../../scripts/src/bicep-snapshot.ts';
import { withCompiler } from './support/compiler.ts';
import { ENVIRONMENTS, snapshotOf, stagingWith } from './support/environments.ts';
import { theOne, valuesAt } from './support/resources.ts';

const POLICY = 'Microsoft.Storage/storageAccounts/managementPolicies';
const PREFIXES = 'definition.filters.prefixMatch[]';

function rulesOf(policy: Resource): readonly unknown[] {
  return valuesAt(policy, 'properties.policy.rules[]');
}

/** The rules by which the platform would delete a blob some day. */
function rulesFor(rules: readonly unknown[], name: string): readonly unknown[] {
  return rules.filter((rule) =>
    valuesAt(rule, PREFIXES).some((prefix) => name.startsWith(String(prefix))),
  );
}

/** Tenants of all kinds, more often such as begin as `drop` does. */
const tenants = fc
  .tuple(fc.constantFrom('', 'd', 'dr', 'dro', 'drop'), fc.stringMatching(/^[a-z0-9-]{0,28}$/))
  .map((parts) => parts.join(''))
  .filter(isTenantName);

describe.for(ENVIRONMENTS)('in %s', async (environment) => {
  const rules = rulesOf(theOne(await snapshotOf(environment), POLICY));

  it('whatever the API keeps goes when its time is over, whoever the tenant', () => {
    const shortest = ['dr', 'dro', 'drop-', 'dropp', 'drop0', 'd-', 'dz', 'a0', '00', 'z-'];
    for (const tenant of shortest) expect(isTenantName(tenant)).toBe(true);

    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...shortest), tenants), (tenant) => {
        expect(rulesFor(rules, `uploads/${tenant}/${randomUUID()}`), tenant).toHaveLength(1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('what people dropped stays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (path) => {
        expect(rulesFor(rules, `uploads/drop/${path}`)).toEqual([]);
      }),
    );
  });

  it('prompts stay', () => {
    expect(rulesFor(rules, 'prompts/acme/1.json')).toEqual([]);
    expect(rulesFor(rules, 'prompts/drop/1.json')).toEqual([]);
  });

  it('no rule has more prefixes, and no policy more rules, than Azure takes', () => {
    expect(rules.length).toBeLessThanOrEqual(100);
    for (const rule of rules) expect(valuesAt(rule, PREFIXES).length).toBeLessThanOrEqual(10);
    // Without a prefix a rule is about every blob.
    for (const rule of rules) expect(valuesAt(rule, PREFIXES).length).toBeGreaterThan(0);
  });

  it('no two rules have the same name', () => {
    const names = valuesAt({ rules }, 'rules[].name');

    expect(new Set(names).size).toBe(names.length);
  });
});

withCompiler('where the operator says so', () => {
  it('what people dropped goes as well, in its own time', async () => {
    const keepDays = {
      uploads: 5,
      drop: 9,
      requests: 5,
      cache: 5,
      deadletter: 5,
      softDelete: 7,
      logs: 30,
    };
    const rules = rulesOf(theOne(await stagingWith({ keepDays }), POLICY));

    const found = rulesFor(rules, 'uploads/drop/summer/1.jpg');
    expect(found).toMatchObject([
      { definition: { actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 9 } } } } },
    ]);
  });
});
