import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alerts, deployments, pipelineErrors } from '../src/messages.ts';
import { examplesOf, type Kind, SCHEMAS } from './examples.ts';

const ajv = new Ajv2020({ strict: false });
// biome-ignore lint/suspicious/noExplicitAny: its types and its module differ.
(addFormats as any)(ajv);
for (const file of Object.values(SCHEMAS)) {
  ajv.addSchema(JSON.parse(readFileSync(new URL(`../schemas/${file}`, import.meta.url), 'utf8')));
}

const READERS = { deployment: deployments, alert: alerts, 'pipeline-error': pipelineErrors };
const KINDS = Object.keys(SCHEMAS) as readonly Kind[];

const fits = (kind: Kind, body: unknown) => ajv.validate(SCHEMAS[kind], body) as boolean;

describe.each(KINDS)('a %s', (kind) => {
  const examples = examplesOf(kind);

  it('has examples that fit its schema and are told', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
    for (const [name, body] of examples) {
      expect([name, fits(kind, body), ajv.errors]).toEqual([name, true, null]);
      expect([name, READERS[kind](body, '').fits]).toEqual([name, true]);
    }
  });

  it('is refused by its workflow where it does not fit its schema, and only there', () => {
    const bodies = fc.constantFrom(...examples.map(([, body]) => body));
    let refused = 0;

    fc.assert(
      fc.property(bodies, fc.nat(), odd(), (body, at, value) => {
        const changed = changedAt(body, at, value);
        const expected = fits(kind, changed);
        refused += expected ? 0 : 1;

        expect(READERS[kind](changed, '').fits).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(200);
  });
});

/** What may stand in place of a value; `undefined` takes it away. */
function odd() {
  return fc.oneof(
    fc.constantFrom(
      undefined,
      null,
      0,
      true,
      '',
      [],
      {},
      ['x'],
      [1],
      'x',
      'Sev9',
      'Sev0',
      'Fired',
      'Resolved',
    ),
    fc.constantFrom(
      '2026-11-26T14:00:00Z',
      '2026-13-26T14:00:00Z',
      '2026-11-26',
      'https://x',
      'http://x',
    ),
    fc.constantFrom(
      'x'.repeat(99),
      'x'.repeat(600),
      'x'.repeat(20_000),
      'y-dead-letters',
      '🎉'.repeat(60),
    ),
    fc.string({ unit: 'grapheme' }),
  );
}

/** A copy whose n-th value, counted through all its depths, is another. */
function changedAt(body: unknown, at: number, value: unknown): unknown {
  const copy = structuredClone(body);
  const places: (readonly [Record<string, unknown>, string])[] = [];
  const walk = (object: Record<string, unknown>) => {
    places.push([object, 'somethingElse']);
    for (const [name, inner] of Object.entries(object)) {
      places.push([object, name]);
      if (typeof inner === 'object' && inner !== null) walk(inner as Record<string, unknown>);
    }
  };
  walk(copy as Record<string, unknown>);
  const [object, name] = places[at % places.length] as (typeof places)[number];
  if (value === undefined) delete object[name];
  else object[name] = value;
  return JSON.parse(JSON.stringify(copy));
}
