import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs, promisify } from 'node:util';
import { filledCredentials, filledWorkflow } from './fill.ts';
import { readImportSettings } from './import-settings.ts';

const HELP = `node infra/n8n/src/import.ts [--settings FILE]

Puts the workflows of Blobscribe and their credentials into n8n and publishes them; again, it puts in what has
changed. A running n8n must be started again to see it. Without --settings they are read from standard input.

Settings (JSON; infra/n8n/README.md tells more; a channel that is left out is off):
  { "tokens": { "alerts": "…", "deployments": "…" },          n8n-token and n8n-deployments-token of the vault
    "docs": "https://github.com/OWNER/NAME/blob/main/docs",   for links to what to do
    "slack": { "token": "xoxb-…", "channel": "C…" },
    "teams": { "url": "https://…&sig=…" },
    "mail": { "from": "…", "to": "…", "host": "…", "port": 587, "secure": false, "user": "…", "password": "…" } }

N8N_COMMAND names the n8n to use (default n8n); it finds its data by its own variables (N8N_USER_FOLDER, DB_…).
`;

const WORKFLOWS = new URL('../workflows/', import.meta.url);
const command = process.env.N8N_COMMAND || 'n8n';

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      settings: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const settings = readImportSettings(
    values.settings === undefined
      ? await text(process.stdin)
      : await readFile(values.settings, 'utf8'),
  );
  const names = (await readdir(WORKFLOWS)).filter((name) => name.endsWith('.json'));
  const folder = await mkdtemp(join(tmpdir(), 'blobscribe-n8n-'));
  try {
    const credentials = join(folder, 'credentials.json');
    await writePrivately(credentials, filledCredentials(settings));
    const workflows = join(folder, 'workflows');
    await mkdir(workflows);
    const ids: string[] = [];
    for (const name of names) {
      const workflow = filledWorkflow(await readFile(new URL(name, WORKFLOWS), 'utf8'), settings);
      await writePrivately(join(workflows, name), workflow);
      ids.push(workflow.id);
    }
    await n8n('import:credentials', `--input=${credentials}`);
    await n8n('import:workflow', '--separate', `--input=${workflows}`);
    const publish = publishing(await n8n('--version'));
    for (const id of ids) await n8n(...publish(id));
    const channels = (['slack', 'teams', 'mail'] as const).filter((name) => settings[name]);
    process.stdout.write(
      `${ids.length} workflows are in n8n; they tell ${channels.join(', ') || 'nobody'}\n`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writePrivately(file: string, content: unknown): Promise<void> {
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
}

/** n8n 2 publishes what n8n 1 activated. */
function publishing(version: string): (id: string) => readonly string[] {
  const major = Number(/(\d+)\.\d+\.\d+\s*$/.exec(version)?.[1]);
  if (Number.isNaN(major)) throw new Error(`${command} --version says no version: ${version}`);
  return major === 1
    ? (id) => ['update:workflow', `--id=${id}`, '--active=true']
    : (id) => ['publish:workflow', `--id=${id}`];
}

async function n8n(...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const {
      code,
      stdout = '',
      stderr = '',
    } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (code === 'ENOENT') throw new Error(`${command} is no command: N8N_COMMAND names n8n's`);
    throw new Error(`${command} ${args[0]} failed:\n${stdout}${stderr}`);
  }
}
