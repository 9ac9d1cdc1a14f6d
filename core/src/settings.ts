import type * as z from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One environment variable: how its text is read, and what a person needs to know to set it. */
export type Variable = { readonly schema: z.ZodType; readonly help: string };

type Values<Table extends Record<string, Variable>> = {
  readonly [Name in keyof Table]: z.infer<Table[Name]['schema']>;
};

/** What is wrong with the environment, a line a variable. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/**
 * Reads every variable of `table` from `environment`; an empty text counts as absent. `rules` are
 * conditions over several variables, each a sentence when broken; they see only the good values.
 *
 * @throws {SettingsError} naming every wrong or missing variable at once.
 */
export function readSettings<Table extends Record<string, Variable>>(
  environment: Environment,
  table: Table,
  rules: (values: Partial<Values<Table>>) => readonly string[] = () => [],
): Values<Table> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { schema, help }] of Object.entries(table)) {
    const text = environment[name] === '' ? undefined : environment[name];
    const parsed = schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else if (text === undefined) problems.push(`${name} is missing: ${help}`);
    else problems.push(`${name} is wrong (${parsed.error.issues[0]?.message}): ${help}`);
  }
  problems.push(...rules(values as Partial<Values<Table>>));
  if (problems.length > 0) throw new SettingsError(problems);
  return values as Values<Table>;
}
