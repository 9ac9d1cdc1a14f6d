import type { DeadEvent, DeadLetter } from '@blobscribe/core/dead-letters/dead-letter';
import { forTerminal, jsonForTerminal } from '../for-terminal.ts';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** Two lines for each event of a dead letter. */
export function letterLines(letter: DeadLetter, now: number): string {
  const { id, origin, events } = letter;
  const head = `${forTerminal(id)}  ${origin}`;
  if (events.length === 0) return `${head}\n  holds no event that could be read\n`;
  return events.map((event) => `${head}  ${summary(event, now)}\n`).join('');
}

/** The same as one line of JSON. */
export function letterJson({ id, origin, events }: DeadLetter, now: number): string {
  const told = events.map(({ name, reason, description, deliveries, since }) => ({
    name,
    reason,
    description,
    deliveries,
    since: since.toISOString(),
    ageSeconds: ageSeconds(since, now),
  }));
  return `${jsonForTerminal({ id, origin, events: told })}\n`;
}

function summary({ name, reason, description, deliveries, since }: DeadEvent, now: number): string {
  const times = deliveries === 1 ? '1 delivery' : `${deliveries} deliveries`;
  const why = [reason ?? 'no reason given', description].filter((text) => text !== undefined);
  return [
    name === undefined ? '(no image)' : forTerminal(name),
    `    ${age(ageSeconds(since, now))} old, ${times}: ${why.map((text) => forTerminal(text)).join(': ')}`,
  ].join('\n');
}

function ageSeconds(since: Date, now: number): number {
  return Math.max(0, Math.round((now - since.getTime()) / 1000));
}

/** `3 d`, `5 h`, `2 min`, `40 s` */
function age(seconds: number): string {
  if (seconds >= 2 * DAY_S) return `${Math.floor(seconds / DAY_S)} d`;
  if (seconds >= 2 * HOUR_S) return `${Math.floor(seconds / HOUR_S)} h`;
  if (seconds >= 2 * MINUTE_S) return `${Math.floor(seconds / MINUTE_S)} min`;
  return `${seconds} s`;
}
