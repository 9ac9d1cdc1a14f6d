import type { Resource, Snapshot } from '../bicep-snapshot.ts';
import { ROLE_NAMES } from './role-names.ts';

const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';

/** Who may do what where; `condition` is empty where nothing restricts it further. */
export type RoleRow = {
  readonly who: string;
  readonly role: string;
  readonly where: string;
  readonly condition: string;
};

/** What infra/bicep/names.bicep puts before the name of an environment. */
const OUR_OWN: Readonly<Record<string, string>> = {
  'id-api': 'API',
  'id-job': 'job and sweeper',
  'id-platform': 'platform',
  'id-deploy': 'workflows',
  'id-n8n': 'n8n',
  evgt: 'Event Grid',
};

const PLACES: Readonly<Record<string, string>> = {
  storageAccounts: 'storage account',
  containers: 'container',
  queues: 'queue',
  vaults: 'vault',
  secrets: 'secret',
  registries: 'registry',
  components: 'Application Insights',
  resourceGroups: 'resource group',
};

/** Every role that a snapshot gives, in the order of who gets it. */
export function roleRows(snapshot: Snapshot): readonly RoleRow[] {
  return snapshot.predictedResources
    .filter(({ type }) => type === ASSIGNMENT)
    .map((assignment) => ({
      who: whoOf(assignment),
      role: roleOf(assignment),
      where: placeOf(assignment.id.split(`/providers/${ASSIGNMENT}/`)[0] ?? ''),
      condition: String(assignment.properties?.condition ?? ''),
    }))
    .sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

/** The rows as a Markdown table, its columns as wide as the formatter would have them. */
export function roleTable(snapshot: Snapshot): string {
  const rows = roleRows(snapshot).map(({ who, role, where, condition }) => [
    who,
    condition === '' ? role : `${role}, with a condition`,
    where,
  ]);
  const head = ['who', 'role', 'where'];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], filler: string) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(' | ')} |`;
  return [line(head, ' '), line(['', '', ''], '-'), ...rows.map((cells) => line(cells, ' '))].join(
    '\n',
  );
}

function textOf({ who, where, role }: RoleRow): string {
  return [who, where, role].join('\n');
}

/** One of our own identities by what it is for, anybody else by kind and id. */
function whoOf({ properties }: Resource): string {
  const principal = String(properties?.principalId);
  const name = /\/([^/']+)', /.exec(principal)?.[1];
  if (name === undefined) return `${properties?.principalType} ${principal}`;
  const own = Object.entries(OUR_OWN).find(([prefix]) => name.startsWith(`${prefix}-`));
  if (!own) throw new Error(`no name for ${principal}`);
  return own[1];
}

function roleOf({ properties }: Resource): string {
  const id = String(properties?.roleDefinitionId).split('/').at(-1) ?? '';
  const name = ROLE_NAMES[id];
  if (name === undefined) throw new Error(`no name for the role ${id}`);
  return name;
}

function placeOf(id: string): string {
  const [kind = '', name = ''] = id.split('/').slice(-2);
  if (kind === 'accounts') return name.startsWith('openai-') ? 'Azure OpenAI' : 'Azure AI Vision';
  const place = PLACES[kind];
  if (place === undefined) throw new Error(`no name for the place ${id}`);
  return ['containers', 'queues', 'secrets'].includes(kind) ? `${place} ${name}` : place;
}
