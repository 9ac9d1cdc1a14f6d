import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createKustoChecker } from './support/kusto.ts';
import { TABLES } from './support/tables.ts';

const FOLDER = new URL('../kql/', import.meta.url);
const FILES = readdirSync(FOLDER);
const check = createKustoChecker(TABLES);

type Rule = {
  readonly type: string;
  readonly name: string;
  readonly properties: {
    readonly criteria: {
      readonly allOf: readonly {
        readonly query: string;
        readonly metricMeasureColumn?: string;
        readonly dimensions?: readonly { readonly name: string }[];
      }[];
    };
  };
};

describe('a query', () => {
  it.each(FILES)('%s asks only for what there is', (file) => {
    const { problems, columns } = check(readFileSync(new URL(file, FOLDER), 'utf8'));

    expect(problems).toEqual([]);
    expect(Object.keys(columns)).not.toEqual([]);
  });

  it('with a column that there is not is found out', () => {
    expect(check('AppRequests | where Colour == 1').problems).not.toEqual([]);
    expect(check('AppRequests | summarize percentile(DurationMs)').problems).not.toEqual([]);
  });
});

describe.each(['staging', 'production'])('in %s', (environment) => {
  const file = new URL(`../${environment}.snapshot.json`, import.meta.url);
  const { predictedResources: resources } = JSON.parse(readFileSync(file, 'utf8')) as {
    predictedResources: readonly { readonly type: string }[];
  };
  const rules = resources.filter(
    (resource): resource is Rule => resource.type === 'Microsoft.Insights/scheduledQueryRules',
  );

  it.each(rules)('the alert $name measures a column of its query', ({ properties }) => {
    for (const { query, metricMeasureColumn, dimensions = [] } of properties.criteria.allOf) {
      const { problems, columns } = check(query);
      expect(problems).toEqual([]);
      if (metricMeasureColumn) expect(columns[metricMeasureColumn]).toMatch(/^(real|long|int)$/);
      expect(Object.keys(columns)).toEqual(
        expect.arrayContaining(dimensions.map(({ name }) => name)),
      );
    }
  });

  it('the workbook asks what can be answered', () => {
    const workbook = resources.find(({ type }) => type === 'Microsoft.Insights/workbooks');
    const { properties } = workbook as unknown as { properties: { serializedData: string } };
    const { items } = JSON.parse(properties.serializedData) as {
      items: readonly { readonly content: { readonly query: string } }[];
    };

    expect(items.length).toBeGreaterThan(0);
    for (const { content } of items) expect(check(content.query).problems).toEqual([]);
  });
});
