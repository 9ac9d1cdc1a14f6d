import type { Resource, Snapshot } from '../bicep-snapshot.ts';

/** What a box of the diagram is called, by kind; what is not here has no box of its own. */
const BOXES: Readonly<Record<string, string>> = {
  'Microsoft.App/containerApps': 'Container app',
  'Microsoft.App/jobs': 'Container Apps job',
  'Microsoft.App/managedEnvironments': 'Container Apps environment',
  'Microsoft.Storage/storageAccounts': 'Storage account',
  'Microsoft.EventGrid/systemTopics': 'Event Grid system topic',
  'Microsoft.ServiceBus/namespaces': 'Service Bus namespace',
  'Microsoft.CognitiveServices/accounts': 'Azure AI',
  'Microsoft.KeyVault/vaults': 'Key Vault',
  'Microsoft.ContainerRegistry/registries': 'Container registry',
  'Microsoft.OperationalInsights/workspaces': 'Log Analytics workspace',
  'Microsoft.Insights/components': 'Application Insights',
  'Microsoft.Insights/metricAlerts': 'Alerts on metrics',
  'Microsoft.Insights/scheduledQueryRules': 'Alerts on logs',
  'Microsoft.Insights/actionGroups': 'Action group',
  'Microsoft.Insights/workbooks': 'Workbook',
};
/** These are many of a kind, and one box. */
const MANY = ['Microsoft.Insights/metricAlerts', 'Microsoft.Insights/scheduledQueryRules'];
const ENVIRONMENT = 'Microsoft.App/managedEnvironments';
/** Who may do what is in the table of roles; what all write to the workspace would hide the rest. */
const LEFT_OUT = [
  'Microsoft.Authorization/roleAssignments',
  'Microsoft.Insights/diagnosticSettings',
];

type Box = { readonly key: string; readonly label: string; readonly members: readonly Resource[] };

/** The resources of a snapshot in Mermaid; an arrow leads to what a resource is given the id or the name of. */
export function resourceDiagram({ predictedResources }: Snapshot): string {
  const resources = predictedResources.filter(({ type }) => !LEFT_OUT.includes(type));
  const boxes = boxesOf(resources);
  const environment = boxes.find(({ members }) => members[0]?.type === ENVIRONMENT);
  const outside = boxes.filter((box) => box !== environment && !isRunIn(box, environment));
  const inside = boxes.filter((box) => isRunIn(box, environment));
  return [
    'flowchart LR',
    ...(environment
      ? [
          `  subgraph ${environment.key}["${environment.label}"]`,
          ...inside.map((box) => `  ${line(box)}`),
          '  end',
        ]
      : []),
    ...outside.map(line),
    ...arrows(boxes.filter((box) => box !== environment)),
  ].join('\n');
}

function boxesOf(resources: readonly Resource[]): readonly Box[] {
  const groups = Map.groupBy(resources.filter(isBox), (resource) =>
    MANY.includes(resource.type) ? resource.type : resource.id,
  );
  return [...groups.values()].map((own, index) => ({
    key: `box${index}`,
    label: labelOf(own),
    // A queue belongs to its namespace, a container to its account.
    members: resources.filter(({ id }) => own.some((each) => isWithin(id, each.id))),
  }));
}

function isBox({ type }: Resource): boolean {
  return type in BOXES;
}

function labelOf(own: readonly Resource[]): string {
  const [first] = own;
  const kind = BOXES[first?.type ?? ''] ?? '';
  if (own.length > 1) return `${own.length} ${kind.toLowerCase()}`;
  const template = first?.properties?.template as
    | { readonly containers: readonly { readonly name: string }[] }
    | undefined;
  return [kind, template?.containers[0]?.name ?? first?.kind].filter(Boolean).join('<br>');
}

function isRunIn(box: Box, environment: Box | undefined): boolean {
  return box.members[0]?.properties?.environmentId === environment?.members[0]?.id;
}

function line({ key, label }: Box): string {
  return `  ${key}["${label}"]`;
}

function arrows(boxes: readonly Box[]): readonly string[] {
  return boxes.flatMap((from) => {
    const text = JSON.stringify(from.members.map(({ properties }) => properties));
    return boxes
      .filter((to) => to !== from && to.members.some((resource) => isNamed(resource, text)))
      .map((to) => `  ${from.key} --> ${to.key}`);
  });
}

function isNamed({ id, name }: Resource, text: string): boolean {
  return text.includes(`${id}"`) || text.includes(`${id}'`) || text.includes(`"${name}"`);
}

function isWithin(id: string, parent: string): boolean {
  return id === parent || id.startsWith(`${parent}/`);
}
