import { type ExecFileOptions, execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

export const TARGETS = ['api', 'job', 'job-on-device', 'local'] as const;
export type Target = (typeof TARGETS)[number];

export type Engine = {
  /** Output of a command of the engine. */
  call(args: readonly string[]): Promise<string>;
  /** Output of a command on the compose file, under a project name of its own. */
  compose(project: string, args: readonly string[], environment?: object): Promise<string>;
};

/** Docker, or Podman, which is called alike; `command` is its name. */
export function engine(command: string): Engine {
  const options = (environment: object): ExecFileOptions & { encoding: 'utf8' } => ({
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, BUILDAH_ISOLATION: 'chroot', ...environment },
  });
  const compose = command === 'docker' ? ['docker', 'compose'] : ['podman-compose'];
  return {
    async call(args) {
      return (await run(command, args, options({}))).stdout.trim();
    },
    async compose(project, args, environment = {}) {
      const [program = '', ...first] = compose;
      const all = [...first, '-p', project, '-f', 'docker/compose.yaml', ...args];
      return (await run(program, all, options(environment))).stdout;
    },
  };
}

/** Builds the image `blobscribe/<target>` from this checkout. */
export async function buildImage({ call }: Engine, target: Target): Promise<void> {
  // OCI's own format knows no health check.
  const format = process.env.CONTAINER_ENGINE === 'podman' ? ['--format=docker'] : [];
  const image = ['--target', target, '--tag', `blobscribe/${target}`];
  await call(['build', '--quiet', ...format, '--file', 'docker/Dockerfile', ...image, '.']);
}
