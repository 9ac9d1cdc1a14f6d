import { stripTypeScriptTypes } from 'node:module';

/** The JavaScript of a module whose types can be erased; lines and columns stay where they are. */
export function stripTypes(source: string): string {
  const { emitWarning } = process;
  // Node marks the function, not the syntax, as experimental; a person who starts the API can do nothing about it.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
