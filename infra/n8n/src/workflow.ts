import { CHANNEL_LINES, CHANNELS } from './channels.ts';
import { uses } from './credentials.ts';
import { answer, either, type Node, node } from './node.ts';

/** What differs between the workflows. */
export type Kind = {
  readonly id: string;
  readonly name: string;
  /** Below /webhook/. */
  readonly path: string;
  readonly webhookId: string;
  /** By a header, or by `token` in the query, whose hash is in the settings: action groups send no headers. */
  readonly knownBy: 'header' | 'query';
  /** JavaScript that defines `told.message(body, docs)`. */
  readonly code: string;
};

/** Some months of events; n8n keeps them in one row, which it writes for each. */
const SEEN = { scope: 'workflow', historySize: 2000 };

/** All channels off and no token known: import.ts puts in what is so. */
const SETTINGS = {
  tokenHash: '',
  docs: '',
  slack: false,
  slackUrl: '',
  slackChannel: '',
  teams: false,
  teamsUrl: '',
  mail: false,
  mailFrom: '',
  mailTo: '',
};

/** From a call to all channels: known, understood, answered, new, told. */
export function workflowOf(kind: Kind) {
  const byQuery = kind.knownBy === 'query';
  return {
    id: kind.id,
    name: kind.name,
    active: false,
    nodes: [
      webhook(kind),
      settings(),
      ...(byQuery ? TOKEN : []),
      ...reading(kind.code),
      ...CHANNELS,
    ],
    connections: connectionsOf([
      ['Webhook', ['Settings']],
      ...(byQuery ? TOKEN_LINES : ([['Settings', ['Read']]] as const)),
      ...READING_LINES,
      ...CHANNEL_LINES,
    ]),
    settings: {
      executionOrder: 'v1',
      executionTimeout: 300,
      saveDataErrorExecution: 'all',
      // What went well is in the channels; a caller without the token fills no database.
      saveDataSuccessExecution: 'none',
    },
    pinData: {},
    tags: [],
    meta: {},
  };
}

function webhook({ path, webhookId, knownBy }: Kind): Node {
  const byHeader = knownBy === 'header';
  return node(
    [0, 1],
    'Webhook',
    ['webhook', 2],
    {
      httpMethod: 'POST',
      path,
      authentication: byHeader ? 'headerAuth' : 'none',
      responseMode: 'responseNode',
      options: {},
    },
    { webhookId, ...(byHeader && { credentials: uses('deployments') }) },
  );
}

function settings(): Node {
  const assignments = Object.entries(SETTINGS).map(([name, value]) => ({
    id: name,
    name,
    value,
    type: typeof value,
  }));
  return node([1, 1], 'Settings', ['set', 3.4], { assignments: { assignments }, options: {} });
}

const TOKEN: readonly Node[] = [
  // Of hashes, the time of a comparison says nothing about the token.
  node([2, 1], 'Hash of the token', ['crypto', 1], {
    action: 'hash',
    type: 'SHA256',
    value: "={{ String($('Webhook').first().json.query.token ?? '') }}",
    dataPropertyName: 'hash',
    encoding: 'hex',
  }),
  either([3, 1], 'Known', '$json.tokenHash !== "" && $json.hash === $json.tokenHash'),
  answer([4, 2], 'Unknown', 403, '{ "error": "unknown token" }'),
];

const TOKEN_LINES = [
  ['Settings', ['Hash of the token']],
  ['Hash of the token', ['Known']],
  ['Known', ['Read', 'Unknown']],
] as const;

function reading(code: string): readonly Node[] {
  const call = "told.message($('Webhook').first().json.body, $('Settings').first().json.docs)";
  return [
    node([4, 1], 'Read', ['code', 2], { jsCode: `${code}return [{ json: ${call} }];\n` }),
    either([5, 1], 'Fits', '$json.fits'),
    answer([6, 2], 'Misfit', 400, '={{ JSON.stringify({ error: $json.problem }) }}'),
    // Before the answer: who calls again because of none finds the first call remembered.
    node(
      [6, 1],
      'New',
      ['removeDuplicates', 2],
      {
        operation: 'removeItemsSeenInPreviousExecutions',
        logic: 'removeItemsWithAlreadySeenKeyValues',
        dedupeValue: '={{ $json.key }}',
        options: SEEN,
      },
      // An empty item where there is nothing new.
      { onError: 'continueRegularOutput', alwaysOutputData: true },
    ),
    either([7, 1], 'Seen before', 'Object.keys($json).length === 0'),
    answer([8, 2], 'Seen', 200, '{ "status": "told before" }'),
    // n8n takes no more keys then, rather than to drop the oldest.
    either([8, 1], 'Memory full', 'JSON.stringify($json).includes("history size")'),
    node([9, 0], 'Forget', ['removeDuplicates', 2], {
      operation: 'clearDeduplicationHistory',
      mode: 'cleanDatabase',
      options: { scope: 'workflow' },
    }),
    // Before anybody is told, so that who calls never waits for a channel.
    answer([10, 1], 'Accepted', 200, '{ "status": "accepted" }'),
  ];
}

const READING_LINES = [
  ['Read', ['Fits']],
  ['Fits', ['New', 'Misfit']],
  ['New', ['Seen before']],
  ['Seen before', ['Seen', 'Memory full']],
  // Whatever else went wrong: told twice is better than never.
  ['Memory full', ['Forget', 'Accepted']],
  ['Forget', ['Accepted']],
  ['Accepted', ['Slack on']],
] as const;

/** Each line: from a node, by its outputs in their order. */
function connectionsOf(lines: readonly (readonly [string, readonly string[]])[]) {
  return Object.fromEntries(
    lines.map(([from, outputs]) => [
      from,
      { main: outputs.map((to) => [{ node: to, type: 'main', index: 0 }]) },
    ]),
  );
}
