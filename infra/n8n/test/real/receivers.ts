import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as AnyServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { createMailReceiver, type Mail } from './mail-receiver.ts';

export type Call = {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
};

type Answer = (response: ServerResponse) => void;

/** Slack, Teams and a mail server on this machine; what they were told, and how they answer. */
export type Receivers = {
  readonly slack: Call[];
  readonly teams: Call[];
  readonly mail: Mail[];
  readonly ports: { readonly slack: number; readonly teams: number; readonly mail: number };
  /** How Slack answers from now on. */
  readonly slackAnswers: (answer: Answer) => void;
  /** All forgotten, and Slack well again. */
  readonly forget: () => void;
  readonly close: () => void;
};

const WELL: Answer = (response) => void response.end('{"ok":true}');

export async function startReceivers(): Promise<Receivers> {
  const slack: Call[] = [];
  const teams: Call[] = [];
  let answer = WELL;
  const slackServer = receiver(slack, (response) => answer(response));
  const teamsServer = receiver(teams, (response) => void response.writeHead(202).end());
  const { server: mailServer, mails } = createMailReceiver();
  const servers: readonly AnyServer[] = [slackServer, teamsServer, mailServer];
  const ports = await Promise.all(servers.map(portOf));
  return {
    slack,
    teams,
    mail: mails,
    ports: { slack: ports[0] ?? 0, teams: ports[1] ?? 0, mail: ports[2] ?? 0 },
    slackAnswers: (other) => {
      answer = other;
    },
    forget: () => {
      for (const list of [slack, teams, mails]) list.length = 0;
      answer = WELL;
    },
    close: () => {
      for (const server of servers) server.close();
      for (const server of [slackServer, teamsServer]) server.closeAllConnections();
    },
  };
}

function receiver(calls: Call[], answer: Answer): Server {
  return createServer((request, response) => void take(request, response, calls, answer));
}

async function take(
  request: IncomingMessage,
  response: ServerResponse,
  calls: Call[],
  answer: Answer,
) {
  const body = JSON.parse(await text(request)) as Call['body'];
  calls.push({ url: request.url ?? '', authorization: request.headers.authorization, body });
  response.setHeader('content-type', 'application/json');
  answer(response);
}

async function portOf(server: AnyServer): Promise<number> {
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  return (server.address() as AddressInfo).port;
}
