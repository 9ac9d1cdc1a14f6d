/** The wait that a service asks for (RFC 9110 §10.2.3, or Azure OpenAI's finer one), in milliseconds. */
export function readRetryAfter(
  header: (name: string) => string | null | undefined,
  now: Date = new Date(),
): number | undefined {
  const fine = readNumber(header('retry-after-ms'));
  if (fine !== undefined) return fine;
  const value = header('retry-after');
  const seconds = readNumber(value);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(value ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

function readNumber(value: string | null | undefined): number | undefined {
  return value && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}
