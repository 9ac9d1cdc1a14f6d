import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../examples/', import.meta.url);

/** Which schema an example is of, by the first part of its name. */
export const SCHEMAS = {
  deployment: 'deployment-event.schema.json',
  alert: 'alert.schema.json',
  'pipeline-error': 'pipeline-error.schema.json',
} as const;
export type Kind = keyof typeof SCHEMAS;

/** All examples of a kind with their names. */
export function examplesOf(kind: Kind): readonly (readonly [string, unknown])[] {
  return readdirSync(FOLDER)
    .filter((name) => name.startsWith(`${kind}-`))
    .map((name) => [name, example(name)] as const);
}

export function example(name: string): Record<string, unknown> {
  const file = name.endsWith('.json') ? name : `${name}.json`;
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Record<string, unknown>;
}

type Essentials = Record<string, unknown>;

/** An example of an alert with other essentials. */
export function alertWith(name: string, changed: Essentials): Record<string, unknown> {
  const { data, ...rest } = example(name) as { data: { essentials: Essentials } };
  return { ...rest, data: { ...data, essentials: { ...data.essentials, ...changed } } };
}
