import { parseArgs } from 'node:util';
import {
  type DeploymentEvent,
  deploymentEvent,
  EVENTS,
  type EventName,
} from './notify/deployment-event.ts';
import { UsageError } from './usage-error.ts';

const DEADLINE_MS = 10_000;

const HELP = `blobscribe notify --event ${EVENTS.join('|')}

Tells n8n of a deployment, for the workflows: all else comes from their variables (ENVIRONMENT, VERSION,
API_DIGEST, JOB_DIGEST, API_URL, GITHUB_…). N8N_DEPLOYMENTS_URL says where, N8N_TOKEN is its secret.

Exit status: 0 if n8n took it, 1 if not, 2 for a wrong call.
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
  try {
    const { values } = parseArgs({
      args,
      options: {
        event: { type: 'string', default: '' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const event = EVENTS.find((name) => name === values.event);
    if (values.help) return { event: 'started', help: true };
    if (!event) throw new Error(`--event must be one of ${EVENTS.join(', ')}`);
    return { event, help: false };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), HELP, { cause });
  }
}
