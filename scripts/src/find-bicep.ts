import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cachedBicep, fetchBicep } from './fetch-bicep.ts';

/** The types of Azure's resources come with the compiler: another version warns where this one does not. */
export const BICEP_VERSION = '0.49.2';

type Environment = Readonly<Record<string, string | undefined>>;

/** There is no Bicep compiler and none could be fetched; the message says what a person can do. */
export class NoBicepError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `No Bicep compiler ${BICEP_VERSION}: ${reason}.
Any one of these helps:
  - set BICEP to the path of one (https://github.com/Azure/bicep/releases/tag/v${BICEP_VERSION})
  - az bicep install --version v${BICEP_VERSION}
  - install the .NET SDK, with which it is fetched from NuGet, once`,
      options,
    );
    this.name = 'NoBicepError';
  }
}

/**
 * The path of the compiler: $BICEP, `bicep` on the PATH, the one of `az bicep install`, the one fetched
 * before, or one fetched now. One of another version is passed over.
 * @throws {NoBicepError}
 */
export async function findBicep(
  environment: Environment = process.env,
  tell: (line: string) => void = () => {},
): Promise<string> {
  const home = environment.HOME || homedir();
  const folder = join(environment.XDG_CACHE_HOME || join(home, '.cache'), 'blobscribe', 'bicep');
  const places = [
    ...(environment.BICEP ? [environment.BICEP] : []),
    ...(environment.PATH ?? '')
      .split(delimiter)
      .filter((path) => path !== '')
      .map((path) => join(path, 'bicep')),
    join(home, '.azure', 'bin', 'bicep'),
    ...cachedBicep(folder, BICEP_VERSION),
  ];
  for (const place of places) {
    if (await isOurVersion(place)) return place;
  }
  return await fetchBicep({ folder, version: BICEP_VERSION, environment, tell }).catch((error) => {
    throw new NoBicepError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  });
}

async function isOurVersion(place: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(place, ['--version'], { env: {} });
    return stdout.includes(` ${BICEP_VERSION} `);
  } catch {
    // Not there, or made for another machine: the next place may do.
    return false;
  }
}
