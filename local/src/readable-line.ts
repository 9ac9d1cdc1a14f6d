/** Fields that say nothing to a person in front of a terminal. */
const HIDDEN: readonly string[] = ['time', 'level', 'event', 'traceparent'];

/**
 * A line that a process printed, for a person: the JSON of a log becomes `event key=value …`, anything
 * else stays as it is.
 */
export function readableLine(line: string): string {
  const record = parseRecord(line);
  if (!record) return line;
  const { level, event } = record;
  const fields = Object.entries(record)
    .filter(([name]) => !HIDDEN.includes(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const mark = level === 'warn' || level === 'error' ? [`${String(level).toUpperCase()}:`] : [];
  return [...mark, event, ...fields].join(' ');
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const record = JSON.parse(line);
    return typeof record.event === 'string' ? record : undefined;
  } catch {
    return undefined;
  }
}
