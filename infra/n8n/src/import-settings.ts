/** What an operator gives: who is known, and which channels are told; a channel that is left out is off. */
export type ImportSettings = {
  readonly tokens: { readonly alerts: string; readonly deployments: string };
  /** Where docs/ can be read; empty for no links into it. */
  readonly docs: string;
  readonly slack?: { readonly token: string; readonly channel: string; readonly url: string };
  readonly teams?: { readonly url: string; readonly signature: string };
  readonly mail?: Mail;
};

export type Mail = {
  readonly from: string;
  readonly to: string;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
};

export const SLACK_URL = 'https://slack.com/api/chat.postMessage';

type Fields = Readonly<Record<string, unknown>>;

/** Names everything that is wrong at once, and never the secrets themselves. */
export function readImportSettings(text: string): ImportSettings {
  const problems: string[] = [];
  const root = objectOf(parsed(text), 'the settings', problems);
  const textAt = (fields: Fields, name: string, pattern: RegExp, otherwise?: string): string => {
    const value = fields[name.split('.').at(-1) ?? ''] ?? otherwise;
    if (typeof value === 'string' && pattern.test(value)) return value;
    problems.push(value === undefined ? `${name} is missing` : `${name} must match ${pattern}`);
    return '';
  };
  known(root, 'the settings', ['tokens', 'docs', 'slack', 'teams', 'mail'], problems);
  const tokens = objectOf(root.tokens, 'tokens', problems);
  known(tokens, 'tokens', ['alerts', 'deployments'], problems);

  const settings: ImportSettings = {
    tokens: {
      alerts: textAt(tokens, 'tokens.alerts', TOKEN),
      deployments: textAt(tokens, 'tokens.deployments', TOKEN),
    },
    docs: textAt(root, 'docs', /^(https:\/\/\S+[^/\s])?$/, ''),
    ...(root.slack !== undefined && { slack: slackOf(root.slack) }),
    ...(root.teams !== undefined && { teams: teamsOf(root.teams) }),
    ...(root.mail !== undefined && { mail: mailOf(root.mail) }),
  };
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return settings;

  function slackOf(value: unknown) {
    const fields = objectOf(value, 'slack', problems);
    known(fields, 'slack', ['token', 'channel', 'url'], problems);
    return {
      token: textAt(fields, 'slack.token', /^[\w-]+$/),
      channel: textAt(fields, 'slack.channel', /^[#\w-]+$/),
      url: textAt(fields, 'slack.url', SAFE_URL, SLACK_URL),
    };
  }

  function teamsOf(value: unknown) {
    const fields = objectOf(value, 'teams', problems);
    known(fields, 'teams', ['url'], problems);
    const url = textAt(fields, 'teams.url', SAFE_URL);
    const signature = /[?&]sig=([^&]+)/.exec(url)?.[1] ?? '';
    if (url !== '' && signature === '') problems.push('teams.url has no sig in its query');
    // What signs a call is a secret of its own, and the address without it opens nothing.
    return {
      url: url.replace(/([?&])sig=[^&]+&?/, '$1').replace(/[?&]$/, ''),
      signature: decodeURIComponent(signature),
    };
  }

  function mailOf(value: unknown): Mail {
    const fields = objectOf(value, 'mail', problems);
    const names = ['from', 'to', 'host', 'port', 'secure', 'user', 'password'];
    known(fields, 'mail', names, problems);
    const { port = 587, secure = false } = fields;
    if (!Number.isInteger(port)) problems.push('mail.port must be a whole number');
    if (typeof secure !== 'boolean') problems.push('mail.secure must be true or false');
    return {
      from: textAt(fields, 'mail.from', /@/),
      to: textAt(fields, 'mail.to', /@/),
      host: textAt(fields, 'mail.host', /^[\w.-]+$/),
      port: Number(port),
      secure: secure === true,
      user: textAt(fields, 'mail.user', /^/, ''),
      password: textAt(fields, 'mail.password', /^/, ''),
    };
  }
}

/** As scripts/secrets.sh makes them: its first 16 signs are the path, and what is left is still long enough. */
const TOKEN = /^[\w-]{43,}$/;
const SAFE_URL = /^(https:\/\/|http:\/\/127\.0\.0\.1[:/])\S+$/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Its message may quote a secret.
    throw new Error('the settings are no JSON');
  }
}

function objectOf(value: unknown, name: string, problems: string[]): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  problems.push(`${name} must be an object`);
  return {};
}

function known(fields: Fields, where: string, names: readonly string[], problems: string[]): void {
  const others = Object.keys(fields).filter((name) => !names.includes(name));
  problems.push(...others.map((name) => `${where}: nothing is called ${name}`));
}
