export const EVENTS = [
  'started',
  'awaiting-approval',
  'succeeded',
  'failed',
  'rolled-back',
] as const;
export type EventName = (typeof EVENTS)[number];

/** What n8n is told of a deployment: infra/n8n/schemas/deployment-event.schema.json. */
export type DeploymentEvent = {
  readonly id: string;
  readonly event: EventName;
  readonly environment: string;
  readonly version: string;
  readonly commit: string;
  readonly images?: { readonly api: string; readonly job: string };
  readonly actor: string;
  readonly runUrl: string;
  readonly apiUrl?: string;
  readonly time: string;
};

/** An event of the run of a workflow, from the variables that it has; told again it has the same id. */
export function deploymentEvent(
  event: EventName,
  variables: Readonly<Record<string, string | undefined>>,
  now: Date,
): DeploymentEvent {
  const { ENVIRONMENT: environment = '', API_DIGEST: api, JOB_DIGEST: job } = variables;
  const { VERSION, GITHUB_SHA: commit = '', API_URL: apiUrl } = variables;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = variables;
  const { GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: attempt, GITHUB_ACTOR: actor = '' } = variables;
  return {
    id: `${run}-${attempt}-${environment}-${event}`,
    event,
    environment,
    version: (VERSION || commit).slice(0, 12),
    commit,
    ...(api && job && { images: { api, job } }),
    actor,
    runUrl: `${server}/${repository}/actions/runs/${run}`,
    ...(apiUrl && { apiUrl }),
    time: now.toISOString(),
  };
}
