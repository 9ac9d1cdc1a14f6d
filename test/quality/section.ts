/** One part of the report. `target` is how many violations are borne. */
export type Section = {
  readonly name: string;
  readonly cases: number;
  readonly violations: readonly string[];
  readonly target: number;
};

export function isMet({ violations, target }: Section): boolean {
  return violations.length <= target;
}

/** The report as a person reads it: a table, then the first violations of each section. */
export function formatSections(sections: readonly Section[], shown = 5): string {
  const rows = sections.map((section) => [
    section.name,
    String(section.cases),
    String(section.violations.length),
    `≤ ${section.target}`,
    isMet(section) ? 'yes' : 'NO',
  ]);
  const table = [['section', 'cases', 'violations', 'target', 'met'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  const lines = table.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
  );
  const listed = sections.flatMap(({ name, violations }) =>
    violations.slice(0, shown).map((violation) => `${name}: ${violation}`),
  );
  return [...lines, ...(listed.length > 0 ? ['', ...listed] : [])].join('\n');
}
