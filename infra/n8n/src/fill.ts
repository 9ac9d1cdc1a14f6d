import { createHash } from 'node:crypto';
import { CREDENTIALS, type CredentialName } from './credentials.ts';
import type { ImportSettings } from './import-settings.ts';

type Assignment = { readonly name: string; readonly value: unknown };

type Workflow = {
  readonly id: string;
  readonly nodes: readonly {
    readonly name: string;
    readonly parameters: {
      readonly path?: string;
      readonly assignments?: { readonly assignments: readonly Assignment[] };
    };
  }[];
};

/** The workflow with the operator's settings, none of which is a secret but the path. */
export function filledWorkflow(text: string, settings: ImportSettings): Workflow {
  const workflow = JSON.parse(text) as Workflow;
  const values = valuesOf(settings);
  return {
    ...workflow,
    nodes: workflow.nodes.map((node) => ({
      ...node,
      parameters: {
        ...node.parameters,
        ...(node.parameters.path && {
          path: node.parameters.path.replace('PATH', settings.tokens.alerts.slice(0, 16)),
        }),
        ...(node.name === 'Settings' && {
          assignments: {
            assignments:
              node.parameters.assignments?.assignments.map((assignment) => ({
                ...assignment,
                value: values[assignment.name] ?? assignment.value,
              })) ?? [],
          },
        }),
      },
    })),
  };
}

/** What n8n takes the credentials of the channels that are on from; it encrypts them. */
export function filledCredentials({ tokens, slack, teams, mail }: ImportSettings) {
  return [
    credential('deployments', { name: 'X-Blobscribe-Token', value: tokens.deployments }),
    ...(slack
      ? [credential('slack', { name: 'Authorization', value: `Bearer ${slack.token}` })]
      : []),
    ...(teams ? [credential('teams', { name: 'sig', value: teams.signature })] : []),
    ...(mail
      ? [
          credential('mail', {
            user: mail.user,
            password: mail.password,
            host: mail.host,
            port: mail.port,
            secure: mail.secure,
            disableStartTls: false,
          }),
        ]
      : []),
  ];
}

function valuesOf({ tokens, docs, slack, teams, mail }: ImportSettings) {
  const values: Readonly<Record<string, unknown>> = {
    tokenHash: createHash('sha256').update(tokens.alerts).digest('hex'),
    docs,
    slack: slack !== undefined,
    slackUrl: slack?.url,
    slackChannel: slack?.channel,
    teams: teams !== undefined,
    teamsUrl: teams?.url,
    mail: mail !== undefined,
    mailFrom: mail?.from,
    mailTo: mail?.to,
  };
  return values;
}

function credential(name: CredentialName, data: Readonly<Record<string, unknown>>) {
  return { ...CREDENTIALS[name], data };
}
