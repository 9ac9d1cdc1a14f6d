import type { Line, Notice } from './notice.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Subject and both bodies of a mail. */
export function toMail({ title, lines, links }: Notice) {
  const paragraphs = lines.map(({ label, text }) =>
    label ? `<b>${escaped(label)}:</b> ${escaped(text)}` : escaped(text),
  );
  const anchors = links.map(({ text, url }) => `<a href="${escaped(url)}">${escaped(text)}</a>`);
  return {
    subject: `Blobscribe: ${title}`,
    html: [
      `<h3>${escaped(title)}</h3>`,
      ...[...paragraphs, ...anchors].map((text) => `<p>${text}</p>`),
    ].join('\n'),
    text: [
      title,
      '',
      ...lines.map(lineText),
      ...links.map(({ text, url }) => `${text}: ${url}`),
      '',
    ].join('\n'),
  };
}

function lineText({ label, text }: Line): string {
  return label ? `${label}: ${text}` : text;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
