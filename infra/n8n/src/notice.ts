/** What people are told, before it has the form of any channel. Its texts may come from anybody. */
export type Notice = {
  /** The same event has the same key, and is told once. */
  readonly key: string;
  readonly tone: 'good' | 'bad' | 'neutral';
  readonly title: string;
  readonly lines: readonly Line[];
  readonly links: readonly Link[];
  /** Whom to tell: chat is for all, mail only for what somebody must do something about. */
  readonly chat: boolean;
  readonly mail: boolean;
};

/** `Commit: 4f2a…`, or without a label a sentence. */
export type Line = { readonly label?: string; readonly text: string };

export type Link = { readonly text: string; readonly url: string };

const MAX_TEXT = 600;
// Also what turns the direction of writing, by which a text may pretend to be another.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** One line without anything invisible, and of a length that every channel takes. */
export function plain(text: string): string {
  const line = text.replace(INVISIBLE, ' ').trim();
  return line.length > MAX_TEXT ? `${[...line].slice(0, MAX_TEXT - 1).join('')}…` : line;
}

/** A web address that means nothing else in any of the places where links stand. */
const ADDRESS = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?([/?#][\w./?#&=%:@!+,;~-]*)?$/i;

/** A link, unless its address is no such one. */
export function linkTo(text: string, address: string | undefined): readonly Link[] {
  return address !== undefined && ADDRESS.test(address) ? [{ text, url: address }] : [];
}
