import {
  type DeploymentEvent,
  deploymentEvent,
  EVENTS,
  type EventName,
} from './notify/deployment-event.ts';
import { oneOf } from './one-of.ts';
import { readOptions } from './read-options.ts';
import { readCall, UsageError } from './usage-error.ts';

const DEADLINE_MS = 10_000;

const HELP = `blobscribe notify --event NAME

Tells n8n of a deployment, for the workflows: ${EVENTS.slice(0, 2).join(', ')},
${EVENTS.slice(2).join(', ')}. All else comes from their variables
(ENVIRONMENT, VERSION, API_DIGEST, JOB_DIGEST, API_URL, GITHUB_…).
N8N_DEPLOYMENTS_URL says where, N8N_TOKEN is its secret.
Example: npm run notify -- --event started

Exit status: 0 if n8n took it, 1 if not, 2 wrong call.
`;

/** The command `notify`; returns its exit status. */
export async function notify(args: string[]): Promise<number> {
  const { event, help } = readArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { N8N_DEPLOYMENTS_URL: url = '', N8N_TOKEN: token = '' } = process.env;
  if (url === '' || token === '') {
    throw new UsageError('N8N_DEPLOYMENTS_URL and N8N_TOKEN must be set', HELP);
  }
  const told = await post(url, token, deploymentEvent(event, process.env, new Date()));
  if (told !== undefined) process.stderr.write(`blobscribe: n8n ${told}\n`);
  return told === undefined ? 0 : 1;
}

/** Why n8n did not take it, or undefined. */
async function post(
  url: string,
  token: string,
  event: DeploymentEvent,
): Promise<string | undefined> {
  try {
    const { ok, status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-blobscribe-token': token },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return ok ? undefined : `answered ${status}`;
  } catch (error) {
    return `cannot be reached: ${error instanceof Error ? error.message : error}`;
  }
}

function readArguments(args: string[]): { event: EventName; help: boolean } {
  const known = { event: { type: 'string', default: '' } } as const;
  const { values } = readOptions(args, known, { help: HELP, words: false });
  if (values.help) return { event: 'started', help: true };
  const event = readCall(HELP, () => oneOf('--event', values.event, EVENTS));
  return { event, help: false };
}
