/**
 * The number that an option says, if it has the `form` that it must have.
 * @throws {Error} that names the option.
 */
export function numberOf(flag: string, text: string, form: RegExp): number {
  if (!form.test(text)) throw new Error(`${flag} ${text} is no such number`);
  return Number(text);
}

/** A time that is not zero. */
export const SECONDS = /^(?!0+(\.0+)?$)\d{1,7}(\.\d+)?$/;
