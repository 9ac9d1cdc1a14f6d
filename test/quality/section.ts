import { CHECKS, type Violation } from './violation.ts';

/** One part of the report. `target` is how many violations are borne. */
export type Section = {
  readonly name: string;
  readonly cases: number;
  readonly violations: readonly Violation[];
  readonly target: number;
};

/** Violations that are shown of each section. */
const SHOWN = 5;

export function isMet({ violations, target }: Section): boolean {
  return violations.length <= target;
}

/** The report as a person reads it: a table of what was found wrong, then the first violations of each section. */
export function formatSections(sections: readonly Section[]): string {
  const rows = sections.map((section) => [
    section.name,
    String(section.cases),
    ...CHECKS.map((check) => countOf(section, check)),
    `≤ ${section.target}`,
    isMet(section) ? 'yes' : 'NO',
  ]);
  const listed = sections.flatMap(({ name, violations }) =>
    violations.slice(0, SHOWN).map(({ check, what }) => `${name}: ${check}: ${what}`),
  );
  const table = formatTable([['', 'cases', ...CHECKS, 'borne', 'met'], ...rows]);
  return [...table, ...(listed.length > 0 ? ['', ...listed] : [])].join('\n');
}

/** Whether a copy is told as its original is another question than how any of them is worded. */
function countOf({ violations, name }: Section, check: (typeof CHECKS)[number]): string {
  const isAsked = (check === 'other facts') === (name === ENCODED_AGAIN);
  return isAsked ? String(violations.filter((one) => one.check === check).length) : '';
}

/** The section that compares copies of an image, rather than words with rules. */
export const ENCODED_AGAIN = 'same image, encoded again';

function formatTable(table: readonly (readonly string[])[]): string[] {
  const [head = []] = table;
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
