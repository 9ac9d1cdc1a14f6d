import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BICEP_VERSION, findBicep, NoBicepError } from './find-bicep.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'blobscribe-find-bicep-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A program that answers as the compiler does when asked for its version. */
async function compiler(path: string, version = BICEP_VERSION): Promise<string> {
  return await program(path, `echo 'Bicep CLI version ${version} (abc)'`);
}

async function program(path: string, script: string): Promise<string> {
  const file = join(home, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

function find(environment: Readonly<Record<string, string>> = {}): Promise<string> {
  return findBicep({ HOME: home, PATH: join(home, 'bin'), ...environment });
}

describe('the Bicep compiler', () => {
  it('is the one that BICEP names, before any other', async () => {
    await compiler('bin/bicep');
    const mine = await compiler('mine');

    expect(await find({ BICEP: mine })).toBe(mine);
  });

  it('is the one on the PATH, before that of the Azure CLI', async () => {
    await compiler('.azure/bin/bicep');
    const onPath = await compiler('bin/bicep');

    expect(await find()).toBe(onPath);
  });

  it('is passed over when it is of another version', async () => {
    const mine = await compiler('mine', '0.30.1');
    await compiler('bin/bicep', `${BICEP_VERSION}0`);
    const ofAzure = await compiler('.azure/bin/bicep');

    expect(await find({ BICEP: mine })).toBe(ofAzure);
  });

  it('is fetched by the .NET SDK, once', async () => {
    // Makes what `dotnet restore PROJECT --packages FOLDER` would, by the name in the project.
    await program(
      'bin/dotnet',
      `PATH=/usr/bin:/bin
name=$(grep -o 'Azure.Bicep.CommandLine[^"]*' "$2" | tr A-Z a-z)
place=$4/$name/${BICEP_VERSION}
mkdir -p "$place/tools"
printf '#!/bin/sh\\necho "Bicep CLI version ${BICEP_VERSION} (abc)"\\n' > "$place/tools/bicep"
touch "$place/packed.nupkg"`,
    );
    const fetched = await find({ XDG_CACHE_HOME: join(home, 'cache') });
    await rm(join(home, 'bin'), { recursive: true });

    expect(fetched).toContain(join(home, 'cache', 'blobscribe', 'bicep'));
    expect(await find({ XDG_CACHE_HOME: join(home, 'cache') })).toBe(fetched);
  });

  it('is missed with what to do about it', async () => {
    const missed = find();

    await expect(missed).rejects.toThrow(NoBicepError);
    await expect(missed).rejects.toThrow(/no \.NET SDK.*set BICEP.*az bicep install/s);
  });

  it('is missed with what the .NET SDK says', async () => {
    await program('bin/dotnet', 'echo "error NU1301: no route to host"; exit 1');

    await expect(find()).rejects.toThrow('error NU1301: no route to host');
  });
});
