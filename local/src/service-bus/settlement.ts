import type { Properties } from './queue.ts';
import type { Settlement } from './settle.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads what a client's outcome asks for. */
export function settlementOf(outcome: string, state: Fields): Settlement {
  if (outcome === 'accepted') return { kind: 'complete' };
  if (outcome === 'rejected') return rejection(asFields(state.error));
  const properties = withoutNulls(asFields(state.message_annotations));
  return { kind: state.undeliverable_here === true ? 'defer' : 'abandon', properties };
}

/** A dead letter names its reason in the info map, under string or symbol keys; a foreign condition is a reason too. */
function rejection(error: Fields): Settlement {
  const isPlain = error.condition === 'com.microsoft:dead-letter';
  const given = {
    DeadLetterReason: isPlain ? undefined : error.condition,
    DeadLetterErrorDescription: error.description,
    ...withoutNulls(asFields(error.info)),
  };
  return { kind: 'dead-letter', properties: withoutNulls(given) };
}

/** A map or one of rhea's composites, whose fields are enumerable accessors of the prototype. */
export function asFields(value: unknown): Fields {
  const fields: Record<string, unknown> = {};
  if (typeof value !== 'object' || value === null) return fields;
  for (const name in value) fields[name] = Reflect.get(value, name);
  return fields;
}

/** The fields that have a value. */
export function withoutNulls(fields: Fields): Properties {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}
