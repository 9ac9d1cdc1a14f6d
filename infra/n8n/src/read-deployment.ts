import { fieldsOf, TIME } from './fields.ts';
import { linkTo, type Notice, plain } from './notice.ts';

const EVENT = /^(started|awaiting-approval|succeeded|failed|rolled-back)$/;
const FIELDS = [
  'id',
  'event',
  'environment',
  'version',
  'commit',
  'images',
  'actor',
  'runUrl',
  'apiUrl',
  'time',
];
const DIGEST = /^sha256:[0-9a-f]{64}$/;

type Words = Pick<Notice, 'tone' | 'mail'> & { readonly title: (what: string) => string };

/** Mail is for what waits for a person, or went wrong. */
const WORDS: Readonly<Record<string, Words>> = {
  started: { tone: 'neutral', mail: false, title: (what) => `Deployment of ${what} started` },
  'awaiting-approval': {
    tone: 'neutral',
    mail: true,
    title: (what) => `Deployment of ${what} waits for an approval`,
  },
  succeeded: { tone: 'good', mail: false, title: (what) => `Deployment of ${what} succeeded` },
  failed: { tone: 'bad', mail: true, title: (what) => `Deployment of ${what} failed` },
  'rolled-back': { tone: 'bad', mail: true, title: (what) => `Rolled back to ${what}` },
};

/** The event of schemas/deployment-event.schema.json as a notice. */
export function readDeployment(body: unknown): Notice {
  const { text, optional, only } = fieldsOf(body, 'the event');
  only(...FIELDS);
  const id = text('id', /^[\w.:/-]{8,128}$/);
  const event = text('event', EVENT);
  const environment = text('environment', /^(staging|production)$/);
  const version = text('version', /^.{1,64}$/su);
  const commit = text('commit', /^[0-9a-f]{40}$/);
  const actor = text('actor', /^.{1,100}$/su);
  const runUrl = text('runUrl', /^(?=https:\/\/).{0,500}$/su);
  const apiUrl = optional('apiUrl', /^(?=https?:\/\/).{0,500}$/su);
  const time = text('time', TIME);
  const { images } = body as { images?: unknown };
  const found = images === undefined ? undefined : digests(images);

  const words = WORDS[event] as Words;
  return {
    key: `deployment ${id}`,
    tone: words.tone,
    title: words.title(`${plain(version)} in ${environment}`),
    lines: [
      { label: 'Commit', text: commit },
      { label: 'By', text: plain(actor) },
      { label: 'At', text: plain(time) },
      ...(found ? [{ label: 'Images', text: `api ${found.api}, job ${found.job}` }] : []),
    ],
    links: [
      ...linkTo(event === 'awaiting-approval' ? 'Approve or reject' : 'Run', runUrl),
      ...linkTo('API', apiUrl),
    ],
    chat: true,
    mail: words.mail,
  };
}

function digests(images: unknown): { readonly api: string; readonly job: string } {
  const { text, only } = fieldsOf(images, 'images');
  only('api', 'job');
  return { api: text('api', DIGEST), job: text('job', DIGEST) };
}
