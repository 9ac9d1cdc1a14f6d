import type { Notice } from './notice.ts';

const SIGNS = { good: '✅', bad: '🔴', neutral: 'ℹ️' };

type Element =
  | { readonly type: 'text'; readonly text: string; readonly style?: { readonly bold: true } }
  | { readonly type: 'link'; readonly text: string; readonly url: string };

/** The body of chat.postMessage. Rich text is shown as it is: no mention, link or format comes of it. */
export function toSlack({ tone, title, lines, links }: Notice) {
  const elements: Element[] = [bold(`${SIGNS[tone]} ${title}`)];
  for (const { label, text } of lines) {
    if (label) elements.push({ type: 'text', text: '\n' }, bold(`${label}: `));
    elements.push({ type: 'text', text: label ? text : `\n${text}` });
  }
  for (const { text, url } of links) {
    elements.push({ type: 'text', text: '\n' }, { type: 'link', text, url });
  }
  return {
    // For notifications, where no blocks are shown.
    text: escaped(title),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
  };
}

function bold(text: string): Element {
  return { type: 'text', text, style: { bold: true } };
}

/** docs.slack.dev, formatting message text: these three make mentions and links. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
