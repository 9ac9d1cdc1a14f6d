import type { Snapshot } from '../bicep-snapshot.ts';
import { resourceDiagram } from './resource-diagram.ts';
import { roleTable } from './role-table.ts';

/** The page with its two generated parts as the snapshot has them; the prose between stays as it is. */
export function architectureText(page: string, snapshot: Snapshot): string {
  const withDiagram = fill(
    page,
    'resources',
    `\`\`\`mermaid\n${resourceDiagram(snapshot)}\n\`\`\``,
  );
  return fill(withDiagram, 'roles', roleTable(snapshot));
}

function fill(page: string, part: string, text: string): string {
  const start = `<!-- ${part}: written by npm run docs -->`;
  const end = `<!-- end of ${part} -->`;
  const [before, rest] = page.split(start);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined) throw new Error(`no place for ${part}`);
  return `${before}${start}\n\n${text}\n\n${end}${after}`;
}
