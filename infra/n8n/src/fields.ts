/** Reads the fields of a body from outside; the first that does not fit is what is wrong with it. */
export type Fields = {
  readonly text: (name: string, pattern: RegExp) => string;
  readonly optional: (name: string, pattern: RegExp) => string | undefined;
  /** Refuses a body that has fields of other names. */
  readonly only: (...names: readonly string[]) => void;
};

export class Misfit extends Error {}

// RFC 3339.
export const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

export function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Misfit(`${where} is no object`);
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const optional = (name: string, pattern: RegExp): string | undefined => {
    const found = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (found === undefined) return undefined;
    if (typeof found !== 'string' || !pattern.test(found)) throw new Misfit(`${name} does not fit`);
    if (pattern === TIME && Number.isNaN(Date.parse(found))) throw new Misfit(`${name} is no time`);
    return found;
  };
  const text = (name: string, pattern: RegExp): string => {
    const found = optional(name, pattern);
    if (found === undefined) throw new Misfit(`${name} is missing`);
    return found;
  };
  const only = (...names: readonly string[]): void => {
    const other = Object.keys(fields).find((name) => !names.includes(name));
    if (other !== undefined) throw new Misfit(`${where} has a field that it should not have`);
  };
  return { text, optional, only };
}
