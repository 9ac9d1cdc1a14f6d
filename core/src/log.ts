export type Fields = Readonly<Record<string, unknown>>;

/** One line of JSON a fact; `event` is a noun and a verb (`upload-issued`), fields are ids, not payloads. */
export type Log = {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
  /** A log that adds `fields` to each line. */
  with(fields: Fields): Log;
};

/** Signatures and keys, wherever they stand in a text: a SAS URL is a token. */
const SECRETS = /\b(sig|AccountKey|SharedAccessKey|SharedAccessSignature)=[^&;\s"'\\]+/gi;

/** Writes JSON lines to `write`, without secrets; errors become name, code and message. */
export function createLog(
  write: (line: string) => void = (line) => process.stdout.write(line),
  bound: Fields = {},
): Log {
  const line =
    (level: string) =>
    (event: string, fields: Fields = {}) => {
      const record = { time: new Date().toISOString(), level, event, ...bound, ...fields };
      write(`${withoutSecrets(JSON.stringify(record, (_, value) => plain(value)))}\n`);
    };
  return {
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => createLog(write, { ...bound, ...fields }),
  };
}

/** `text` with every SAS signature and account key replaced. */
export function withoutSecrets(text: string): string {
  return text.replace(SECRETS, '$1=…');
}

function plain(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, cause } = value;
  const code = 'code' in value ? value.code : undefined;
  return { name, code, message, ...(cause === undefined ? {} : { cause }) };
}
