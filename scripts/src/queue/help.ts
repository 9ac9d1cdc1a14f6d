export const ACTIONS = ['list', 'show', 'redrive', 'discard'] as const;
export type Action = (typeof ACTIONS)[number];

const WHERE = `  --data DIR   the data folder of a running pipeline (default .blobscribe); where none runs, the
               environment says where the services are: STORAGE_… and SERVICEBUS_… as for the API
  --help       this text
`;

const HELP: Readonly<Record<Action, string>> = {
  list: `blobscribe queue list [--json] [--data DIR]

Lists what could not be worked on: dead messages of the queue, and events that Event Grid could not
deliver to it. Nothing is changed by this.

  --json       a line of JSON for each
${WHERE}`,

  show: `blobscribe queue show ID [--data DIR]

Prints the whole of one dead message, or of one of Event Grid's blobs, as JSON.

${WHERE}`,

  redrive: `blobscribe queue redrive ID…|--all [--dry-run] [--json] [--data DIR]

Sends dead messages and undelivered events to the queue again. An image that has ended with
processing-failed loses that record first, so that it can get another.

  --all        all that queue list shows
  --dry-run    only say which
  --json       a line of JSON for each
${WHERE}`,

  discard: `blobscribe queue discard ID…|--all [--dry-run] [--yes] [--json] [--data DIR]

Takes dead messages and undelivered events away for good. Images and records stay as they are.

  --all        all that queue list shows
  --dry-run    only say which
  --yes        do not ask; needed where there is no terminal to ask on
  --json       a line of JSON for each
${WHERE}`,
};

const GENERAL = `blobscribe queue list|show|redrive|discard

Sees to what could not be worked on: dead messages of the queue, and events that Event Grid could not
deliver to it.

  list              what there is, and why
  show ID           the whole of one
  redrive ID…       send them again
  discard ID…       take them away for good

blobscribe queue ACTION --help says more.

Exit status: 0, 1 if something could not be done, 2 for a wrong call.
`;

/** The help of one action, or of the command. */
export function helpFor(action: Action | undefined): string {
  return action ? HELP[action] : GENERAL;
}
