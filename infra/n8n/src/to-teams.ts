import type { Line, Notice } from './notice.ts';

const COLOURS = { good: 'Good', bad: 'Attention', neutral: 'Accent' };

/** What a Workflows webhook of Teams takes. Text runs, unlike text blocks, know no Markdown: all is shown as it is. */
export function toTeams({ tone, title, lines, links }: Notice) {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            paragraph([run(title, { weight: 'Bolder', size: 'Medium', color: COLOURS[tone] })]),
            ...lines.map((line) => paragraph(runsOf(line))),
          ],
          actions: links.map(({ text, url }) => ({ type: 'Action.OpenUrl', title: text, url })),
        },
      },
    ],
  };
}

function paragraph(inlines: readonly object[]) {
  return { type: 'RichTextBlock', inlines };
}

function run(text: string, style: object) {
  return { type: 'TextRun', text, ...style };
}

function runsOf({ label, text }: Line): readonly object[] {
  return [...(label ? [run(`${label}: `, { weight: 'Bolder' })] : []), run(text, {})];
}
