import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs each script of an image once, with services that are not there, so that Node keeps what it
 * compiled in NODE_COMPILE_CACHE: node docker/warm.ts SCRIPT=EVENT… ends each after the line of its
 * log that names this event; without an event a script ends by itself.
 */
const NOWHERE = {
  AUTH: 'api-key',
  API_KEYS: `none:${'0'.repeat(64)}`,
  STORAGE_CONNECTION_STRING:
    'DefaultEndpointsProtocol=http;AccountName=none;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/none;',
  SERVICEBUS_CONNECTION_STRING:
    'Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=none;SharedAccessKey=none;UseDevelopmentEmulator=true',
};

async function warm(script: string, event: string | undefined): Promise<void> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...NOWHERE },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes(`"${event}"`)) child.kill('SIGTERM');
  }
  await ended;
  if (event && !lines.some((line) => line.includes(`"${event}"`))) {
    throw new Error(`${script} never came to ${event}:\n${lines.join('\n')}`);
  }
}

for (const wanted of process.argv.slice(2)) {
  const [script = '', event] = wanted.split('=');
  await warm(script, event);
}
