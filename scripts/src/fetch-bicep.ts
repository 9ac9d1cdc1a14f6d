import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** 120 MB, also over a slow line; without any network NuGet itself gives up sooner. */
const FETCH_MS = 300_000;

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'osx-x64',
  'darwin-arm64': 'osx-arm64',
};

export type Fetch = {
  /** Where packages are kept. */
  readonly folder: string;
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly tell: (line: string) => void;
};

/** Where the compiler is, if it was fetched before: one place, or none on a platform without one. */
export function cachedBicep(folder: string, version: string): readonly string[] {
  const platform = ourPlatform();
  if (platform === undefined) return [];
  return [join(packageFolder(folder, platform, version), 'tools', 'bicep')];
}

/**
 * Fetches the compiler from NuGet, of which the .NET SDK knows the person's own mirrors and proxies.
 * @throws {Error} that says why it cannot.
 */
export async function fetchBicep({ folder, version, environment, tell }: Fetch): Promise<string> {
  const platform = ourPlatform();
  if (platform === undefined) {
    throw new Error(`there is none for ${process.platform} on ${process.arch}`);
  }
  tell(`Fetching Bicep ${version} (120 MB, once) …`);
  const work = await mkdtemp(join(tmpdir(), 'blobscribe-bicep-'));
  try {
    const project = join(work, 'bicep.csproj');
    await writeFile(project, projectText(platform, version));
    await restore(project, folder, environment);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const place = packageFolder(folder, platform, version);
  const bicep = join(place, 'tools', 'bicep');
  await chmod(bicep, 0o755);
  // Nobody reads the packed form again.
  const packed = (await readdir(place)).filter((name) => name.endsWith('.nupkg'));
  for (const name of packed) await rm(join(place, name));
  return bicep;
}

function ourPlatform(): string | undefined {
  return PLATFORMS[`${process.platform}-${process.arch}`];
}

/** As NuGet lays packages out. */
function packageFolder(folder: string, platform: string, version: string): string {
  return join(folder, `azure.bicep.commandline.${platform}`, version);
}

function projectText(platform: string, version: string): string {
  return `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net$(BundledNETCoreAppTargetFrameworkVersion)</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="Azure.Bicep.CommandLine.${platform}" Version="[${version}]" /></ItemGroup>
</Project>
`;
}

async function restore(project: string, folder: string, environment: Fetch['environment']) {
  // No process of the SDK stays behind.
  const quiet = {
    DOTNET_NOLOGO: '1',
    DOTNET_CLI_TELEMETRY_OPTOUT: '1',
    MSBUILDDISABLENODEREUSE: '1',
  };
  try {
    await promisify(execFile)('dotnet', ['restore', project, '--packages', folder], {
      env: { ...environment, ...quiet },
      timeout: FETCH_MS,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error('there is no .NET SDK to fetch it with', { cause: error });
    }
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    throw new Error(`dotnet restore failed: ${output.trim() || error}`, { cause: error });
  }
}
