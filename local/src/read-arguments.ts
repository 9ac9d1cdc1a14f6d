import { parseArgs } from 'node:util';

export const HELP = `npm start -- [--port N] [--data DIR]

Runs the whole pipeline on this machine: storage, events, queue, executions, API.

  --port N     the API's port (default 8080, or the variable PORT)
  --data DIR   where images, prompts and local.json are kept (default .blobscribe)
  --help       this text

Environment variables reach the API and the executions; see .env.example.
`;

export type Arguments = { readonly port: number; readonly data: string; readonly help: boolean };

/**
 * Reads the command line of `npm start`.
 * @throws {TypeError} saying what is wrong with it.
 */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: environment.PORT || '8080' },
      data: { type: 'string', default: '.blobscribe' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535) {
    throw new TypeError(`--port must be a number from 1 to 65535, not ${values.port}`);
  }
  return { port, data: values.data, help: values.help };
}
