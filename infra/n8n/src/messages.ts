import { Misfit } from './fields.ts';
import type { Notice } from './notice.ts';
import { readAlert } from './read-alert.ts';
import { readDeployment } from './read-deployment.ts';
import { readPipelineError } from './read-pipeline-error.ts';
import { toMail } from './to-mail.ts';
import { toSlack } from './to-slack.ts';
import { toTeams } from './to-teams.ts';

/** What the nodes after the code node `Read` use. */
export type Message =
  | { readonly fits: false; readonly problem: string }
  | {
      readonly fits: true;
      readonly key: string;
      readonly chat: boolean;
      readonly mail: boolean;
      readonly slack: ReturnType<typeof toSlack>;
      readonly teams: ReturnType<typeof toTeams>;
      readonly letter: ReturnType<typeof toMail>;
    };

export type ToMessage = (body: unknown, docs: string) => Message;

export const deployments: ToMessage = (body) => messageOf(() => readDeployment(body));
export const alerts: ToMessage = (body) => messageOf(() => readAlert(body));
export const pipelineErrors: ToMessage = (body, docs) =>
  messageOf(() => readPipelineError(body, docs));

function messageOf(read: () => Notice): Message {
  try {
    const notice = read();
    return {
      fits: true,
      key: notice.key,
      chat: notice.chat,
      mail: notice.mail,
      slack: toSlack(notice),
      teams: toTeams(notice),
      letter: toMail(notice),
    };
  } catch (error) {
    if (error instanceof Misfit) return { fits: false, problem: error.message };
    throw error;
  }
}
