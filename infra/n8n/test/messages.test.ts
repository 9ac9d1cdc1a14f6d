import { describe, expect, it } from 'vitest';
import { alerts, deployments, type Message, pipelineErrors } from '../src/messages.ts';
import { alertWith, example } from './examples.ts';

type Told = Extract<Message, { fits: true }>;

const HOSTILE = '<!channel> <b onclick="x">&</b> [here](https://evil.example) *bold* _x_ `y`';

function told(message: Message): Told {
  if (!message.fits) throw new Error(message.problem);
  return message;
}

/** All that a body holds under a name, at any depth. */
function all(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...all(inner, name),
  ]);
}

describe('what comes from outside is shown as it is', () => {
  const { slack, teams, letter } = told(
    deployments({ ...example('deployment-failed'), actor: HOSTILE, version: '<!here> & <i>' }, ''),
  );

  it('in Slack: only rich text, which knows no mentions, and a fallback without any', () => {
    expect(new Set(all(slack.blocks, 'type'))).toEqual(
      new Set(['rich_text', 'rich_text_section', 'text', 'link']),
    );
    expect(all(slack.blocks, 'text')).toContain(HOSTILE);
    expect(slack.text).toBe('Deployment of &lt;!here&gt; &amp; &lt;i&gt; in staging failed');
  });

  it('in Teams: only text runs, which know no Markdown', () => {
    expect(new Set(all(teams, 'type'))).toEqual(
      new Set(['message', 'AdaptiveCard', 'RichTextBlock', 'TextRun', 'Action.OpenUrl']),
    );
    expect(all(teams, 'text')).toContain(HOSTILE);
  });

  it('in mail: without any tag of its own', () => {
    const tags = new Set([...letter.html.matchAll(/<\/?(\w+)/g)].map(([, tag]) => tag));

    expect([...tags].sort()).toEqual(['a', 'b', 'h3', 'p']);
    expect(letter.html).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;&lt;/b&gt;');
  });
});

describe('a text from outside', () => {
  const lineOf = (description: string) =>
    told(alerts(alertWith('alert-fired', { description }), '')).letter.text.split('\n')[2] ?? '';

  it('is one line, without what nobody sees', () => {
    expect(lineOf('one\r\ntwo\u0000\u202Ethree\u2028four')).toBe('one two three four');
  });

  it('is cut where it is too long, and not within a sign', () => {
    const line = lineOf('🎉'.repeat(5000));

    expect([...line].length).toBe(600);
    expect(line.endsWith('🎉…')).toBe(true);
  });

  it.each([
    'https://a.example/?x="><b>',
    'https://a.example/|<!channel>',
    'https://user@a.example/',
    "https://a.example/'onclick='x",
  ])('makes no link of %s', (runUrl) => {
    const { slack, teams, letter } = told(
      deployments({ ...example('deployment-started'), runUrl }, ''),
    );

    expect(all(slack.blocks, 'url')).toEqual([]);
    expect(all(teams, 'url')).toEqual([]);
    expect(letter.html).not.toContain('<a ');
  });
});

describe('mail is only for what somebody must do something about', () => {
  it.each([
    ['started', false],
    ['awaiting-approval', true],
    ['succeeded', false],
    ['failed', true],
    ['rolled-back', true],
  ])('a deployment %s: %s', (event, mail) => {
    expect(told(deployments(example(`deployment-${event}`), ''))).toMatchObject({
      chat: true,
      mail,
    });
  });

  it.each([
    ['Sev0', true],
    ['Sev1', true],
    ['Sev2', true],
    ['Sev3', false],
    ['Sev4', false],
  ])('an alert of %s: %s', (severity, mail) => {
    const message = told(alerts(alertWith('alert-fired', { severity }), ''));

    expect(message).toMatchObject({ chat: true, mail });
  });
});

describe('the key by which an alert is told once', () => {
  const keyOf = (name: string, changed = {}) => told(alerts(alertWith(name, changed), '')).key;

  it('is the same for the same firing, and another for its end and for the next firing', () => {
    const keys = [
      keyOf('alert-fired'),
      keyOf('alert-resolved'),
      keyOf('alert-fired', { firedDateTime: '2026-11-27T00:00:00Z' }),
    ];

    expect(keyOf('alert-fired', { description: 'other words' })).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
  });
});

describe('an error of the pipeline', () => {
  const names = ['dead-letters', 'events-dead-lettered', 'events-dropped', 'failed-images'];

  it.each(names)('%s is told in its own words, with the place of what to do', (name) => {
    const message = told(pipelineErrors(example(`pipeline-error-${name}`), 'https://docs.example'));

    expect(message.letter.text).toMatch(/What to do: .{40}/);
    expect(message.letter.text).toContain(`https://docs.example/operations.md#${name}`);
  });

  it.each(names)('%s is not told by the workflow of alerts too', (name) => {
    const message = told(alerts(example(`pipeline-error-${name}`), ''));

    expect(message).toMatchObject({ chat: false, mail: false });
  });

  it('that is over says so, and asks nobody to do anything', () => {
    const { letter } = told(pipelineErrors(example('pipeline-error-dead-letters-resolved'), ''));

    expect(letter.subject).toBe(
      'Blobscribe: Over: A message of the queue died: its image has no prompt.',
    );
    expect(letter.text).not.toContain('What to do');
  });
});
