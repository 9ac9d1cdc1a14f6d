import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workflowFiles } from '../src/workflows.ts';

const FOLDER = new URL('../workflows/', import.meta.url);

type Node = {
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly parameters: { readonly path?: string };
  readonly credentials?: Readonly<Record<string, unknown>>;
};
type Workflow = {
  readonly id: string;
  readonly active: boolean;
  readonly nodes: readonly Node[];
  readonly connections: Readonly<Record<string, { main: { node: string }[][] }>>;
};

/** What both n8n 1 and n8n 2 know. */
const KNOWN = [
  'webhook 2',
  'set 3.4',
  'crypto 1',
  'if 2.2',
  'code 2',
  'respondToWebhook 1.1',
  'removeDuplicates 2',
  'httpRequest 4.2',
  'emailSend 2.1',
];
/** An id is for ever: n8n would take a workflow with another for another. */
const FIXED = {
  'alerts.json': ['blobscribeAlerts', 'PATH/alerts'],
  'deployments.json': ['blobscribeDeploy', 'blobscribe/deployments'],
  'pipeline-errors.json': ['blobscribeErrors', 'PATH/pipeline-errors'],
};
const generated = await workflowFiles();

it('the workflows are these three', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(FIXED));
});

describe.each(Object.entries(FIXED))('%s', (file, [id, path]) => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  const workflow = JSON.parse(text) as Workflow;
  const names = workflow.nodes.map(({ name }) => name);

  it('is what the sources say (npm run n8n:workflows writes it)', () => {
    expect(text).toBe(generated.get(file));
  });

  it('has its id and its path, and is not published', () => {
    expect(workflow.id).toBe(id);
    expect(workflow.active).toBe(false);
    expect(workflow.nodes.find(({ name }) => name === 'Webhook')?.parameters.path).toBe(path);
  });

  it('has nodes of other names, all of kinds and versions that n8n 1 and 2 know', () => {
    const kinds = workflow.nodes.map(
      ({ type, typeVersion }) => `${type.replace('n8n-nodes-base.', '')} ${typeVersion}`,
    );

    expect(new Set(names).size).toBe(names.length);
    expect(kinds.filter((kind) => !KNOWN.includes(kind))).toEqual([]);
  });

  it('leads from each node to nodes that there are, and to each but the first', () => {
    const targets = Object.values(workflow.connections).flatMap(({ main }) =>
      main.flat().map(({ node }) => node),
    );

    expect(
      [...targets, ...Object.keys(workflow.connections)].filter((name) => !names.includes(name)),
    ).toEqual([]);
    expect(names.filter((name) => !targets.includes(name))).toEqual(['Webhook']);
  });

  it('speaks only of nodes that there are', () => {
    const spoken = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name);

    expect(spoken.length).toBeGreaterThan(10);
    expect(spoken.filter((name) => !names.includes(name ?? ''))).toEqual([]);
  });

  it('holds no secret, no address of a channel, and of credentials only ids and names', () => {
    expect(text).not.toMatch(/hooks\.slack|slack\.com|logic\.azure|powerplatform|xox|sig=/);
    for (const credential of workflow.nodes.flatMap((node) =>
      Object.values(node.credentials ?? {}),
    )) {
      expect(Object.keys(credential as object)).toEqual(['id', 'name']);
    }
    const settings = workflow.nodes.find(({ name }) => name === 'Settings')
      ?.parameters as unknown as {
      assignments: { assignments: { value: unknown }[] };
    };
    for (const { value } of settings.assignments.assignments) expect([false, '']).toContain(value);
  });
});
