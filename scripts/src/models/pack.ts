import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const run = promisify(execFile);

/** Who is offline learns it in seconds, not in a minute. */
const FEW_RETRIES = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000'];

const packedSchema = z.tuple([z.object({ filename: z.string() })]);

/**
 * Downloads a package, "name@version", into a folder as npm does: from its registry, through its proxy.
 * Nothing of it is run. Returns the path of the tarball and its integrity.
 * @throws {Error} with npm's own words if it cannot.
 */
export async function pack(
  wanted: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ tarball: string; integrity: string }> {
  // Its own cache: the user's would keep for ever what is needed once.
  const places = ['--pack-destination', folder, '--cache', join(folder, 'cache')];
  const how = ['--json', '--ignore-scripts', '--loglevel=error', ...FEW_RETRIES];
  const { stdout } = await runNpm(['pack', wanted, ...places, ...how], environment);
  const [{ filename }] = packedSchema.parse(JSON.parse(stdout));
  const tarball = join(folder, filename);
  const digest = createHash('sha512').update(await readFile(tarball));
  return { tarball, integrity: `sha512-${digest.digest('base64')}` };
}

async function runNpm(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ stdout: string }> {
  // Within `npm start` the very npm that runs it; on Windows npm alone is no program.
  const { npm_execpath: npm } = environment;
  const [command, rest] = npm ? [process.execPath, [npm, ...args]] : ['npm', [...args]];
  try {
    return await run(command, rest, { env: environment });
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}

/** Of what npm prints, the line that says what happened. */
function reasonOf(error: unknown): string {
  const { stderr = '', message } = error as { stderr?: string; message: string };
  const lines = stderr.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  const telling = lines.filter(
    (line) => line !== '' && !/^(code|errno|syscall|A complete log)/.test(line),
  );
  return telling[0] ?? message;
}
