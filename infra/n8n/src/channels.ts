import { uses } from './credentials.ts';
import { either, type Node, node } from './node.ts';

const MESSAGE = "$('Read').first().json";
const SETTINGS = "$('Settings').first().json";
/** A channel that is down is tried again, then left out: the others are told all the same. */
const PATIENT = {
  onError: 'continueRegularOutput',
  retryOnFail: true,
  maxTries: 3,
  waitBetweenTries: 2000,
};
// A secret goes nowhere but to the host that it is for.
const CAREFUL = { timeout: 10_000, redirect: { redirect: { followRedirects: false } } };

/** One after the other, each asked for by its switch; in the end a channel that was down is an error of the execution. */
export const CHANNELS: readonly Node[] = [
  either([11, 1], 'Slack on', `${SETTINGS}.slack && ${MESSAGE}.chat`),
  node(
    [12, 0],
    'Slack',
    ['httpRequest', 4.2],
    {
      ...post(`${SETTINGS}.slackUrl`),
      jsonBody: `={{ JSON.stringify({ channel: ${SETTINGS}.slackChannel, ...${MESSAGE}.slack }) }}`,
      genericAuthType: 'httpHeaderAuth',
    },
    { credentials: uses('slack'), ...PATIENT },
  ),
  either([13, 1], 'Teams on', `${SETTINGS}.teams && ${MESSAGE}.chat`),
  node(
    [14, 0],
    'Teams',
    ['httpRequest', 4.2],
    {
      ...post(`${SETTINGS}.teamsUrl`),
      jsonBody: `={{ JSON.stringify(${MESSAGE}.teams) }}`,
      // It says nothing, in whatever format.
      options: { ...CAREFUL, response: { response: { responseFormat: 'text' } } },
      genericAuthType: 'httpQueryAuth',
    },
    { credentials: uses('teams'), ...PATIENT },
  ),
  either([15, 1], 'Mail on', `${SETTINGS}.mail && ${MESSAGE}.mail`),
  node(
    [16, 0],
    'Mail',
    ['emailSend', 2.1],
    {
      fromEmail: `={{ ${SETTINGS}.mailFrom }}`,
      toEmail: `={{ ${SETTINGS}.mailTo }}`,
      subject: `={{ ${MESSAGE}.letter.subject }}`,
      emailFormat: 'both',
      text: `={{ ${MESSAGE}.letter.text }}`,
      html: `={{ ${MESSAGE}.letter.html }}`,
      options: { appendAttribution: false },
    },
    { credentials: uses('mail'), ...PATIENT },
  ),
  node([17, 1], 'All told', ['code', 2], { jsCode: ALL_TOLD() }),
];

export const CHANNEL_LINES: readonly (readonly [string, readonly string[]])[] = [
  ['Slack on', ['Slack', 'Teams on']],
  ['Slack', ['Teams on']],
  ['Teams on', ['Teams', 'Mail on']],
  ['Teams', ['Mail on']],
  ['Mail on', ['Mail', 'All told']],
  ['Mail', ['All told']],
];

function post(url: string) {
  return {
    method: 'POST',
    url: `={{ ${url} }}`,
    authentication: 'genericCredentialType',
    sendBody: true,
    specifyBody: 'json',
    options: CAREFUL,
  };
}

/** Slack answers 200 to what it refuses, and says so in `ok`. */
function ALL_TOLD(): string {
  return `const silent = ['Slack', 'Teams', 'Mail'].filter((name) => {
  const channel = $(name);
  if (!channel.isExecuted) return false;
  const { error, ok } = channel.first().json;
  return error !== undefined || (name === 'Slack' && ok !== true);
});
if (silent.length > 0) throw new Error('Could not be told: ' + silent.join(', '));
return [];
`;
}
