import { connectServiceBus } from '@blobscribe/core/connect-service-bus';
import { createCredential } from '@blobscribe/core/credential';
import { readSettings } from '@blobscribe/core/settings';
import { SERVICE_BUS_VARIABLES, serviceBusRule } from '@blobscribe/core/shared-variables';
import * as z from 'zod';
import { createAlertFeed } from './drill/alert-feed.ts';
import { runDrill } from './drill/run-drill.ts';
import { numberOf, SECONDS } from './number-of.ts';
import { readOptions } from './read-options.ts';
import { readCall } from './usage-error.ts';

const LOOK_MS = 5_000;

const HELP = `blobscribe drill [--within SECONDS]

Lets an alarm go off on purpose: sends one message that makes no sense, waits
until it lies dead and until Azure Monitor has raised the alert of that, and
takes it away again. Whom the alert tells is told.
Example: SERVICEBUS_NAMESPACE=… ALERT_RULE=/subscriptions/… npm run drill

  --within SECONDS   how long it may take (default 900: the metric is looked at
                     every 5 minutes)
  --help             this text

Variables:
  SERVICEBUS_NAMESPACE   or SERVICEBUS_CONNECTION_STRING; QUEUE_NAME (images)
  ALERT_RULE             resource id of the alert on dead letters
  MANAGEMENT_ENDPOINT    the resource manager of another cloud than the public

Exit status: 0 if the alert was raised, 1 if not, 2 wrong call.
`;

const VARIABLES = {
  ...SERVICE_BUS_VARIABLES,
  AZURE_CLIENT_ID: { schema: z.string().optional(), help: 'the identity to sign in as' },
  ALERT_RULE: {
    schema: z.string().startsWith('/subscriptions/'),
    help: 'the resource id of the alert on dead letters: /subscriptions/…/metricAlerts/…-dead-letters',
  },
  MANAGEMENT_ENDPOINT: {
    schema: z.url().default('https://management.azure.com'),
    help: 'the resource manager',
  },
};

/** The command `drill`; returns its exit status. */
export async function drill(args: string[]): Promise<number> {
  const { within, help } = readArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const settings = readSettings(process.env, VARIABLES, serviceBusRule);
  const credential = await createCredential(settings.AZURE_CLIENT_ID);
  await runDrill({
    connect: () => connectServiceBus(settings),
    queue: settings.QUEUE_NAME,
    alerts: createAlertFeed(settings.ALERT_RULE, {
      endpoint: settings.MANAGEMENT_ENDPOINT,
      credential,
    }),
    tell: (line) => process.stdout.write(`${line}\n`),
    signal: AbortSignal.timeout(within * 1000),
    lookMs: LOOK_MS,
  });
  return 0;
}

function readArguments(args: string[]) {
  const known = { within: { type: 'string', default: '900' } } as const;
  const { values } = readOptions(args, known, { help: HELP, words: false });
  const within = readCall(HELP, () => numberOf('--within', values.within, SECONDS));
  return { within, help: values.help };
}
