export const ACTIONS = ['list', 'show', 'redrive', 'discard'] as const;
export type Action = (typeof ACTIONS)[number];

const WHERE = `  --data DIR   the data folder of a running pipeline (default .blobscribe);
               where none runs, the environment says where the services are,
               STORAGE_… and SERVICEBUS_…: signed in as the Azure CLI is
  --help       this text
`;

const HELP: Readonly<Record<Action, string>> = {
  list: `blobscribe queue list [--json] [--data DIR]

Lists what could not be worked on: dead messages of the queue, and events that
Event Grid could not deliver to it. Nothing is changed by this.
Example: npm run queue -- list

  --json       a line of JSON for each
${WHERE}`,

  show: `blobscribe queue show ID [--data DIR]

Prints the whole of one dead message, or of one of Event Grid's blobs, as JSON.
Example: npm run queue -- show message/4711

${WHERE}`,

  redrive: `blobscribe queue redrive ID…|--all [--dry-run] [--json] [--data DIR]

Sends dead messages and undelivered events to the queue again. An image that
has ended with processing-failed loses that record first, to get another.
Example: npm run queue -- redrive --all --dry-run

  --all        all that queue list shows
  --dry-run    only say which
  --json       a line of JSON for each
${WHERE}`,

  discard: `blobscribe queue discard ID…|--all [--dry-run] [--yes] [--json] [--data DIR]

Takes dead messages and undelivered events away for good. Images and records
stay as they are.
Example: npm run queue -- discard --all --dry-run

  --all        all that queue list shows
  --dry-run    only say which
  --yes        do not ask; needed where there is no terminal to ask on
  --json       a line of JSON for each
${WHERE}`,
};

const GENERAL = `blobscribe queue list|show|redrive|discard

Sees to what could not be worked on: dead messages of the queue, and events that
Event Grid could not deliver to it.
Example: npm run queue -- list

  list              what there is, and why
  show ID           the whole of one
  redrive ID…       send them again
  discard ID…       take them away for good

blobscribe queue ACTION --help says more.

Exit status: 0, 1 if something could not be done, 2 wrong call.
`;

/** The help of one action, or of the command. */
export function helpFor(action: Action | undefined): string {
  return action ? HELP[action] : GENERAL;
}
