import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startBicep } from './bicep-server.ts';
import { snapshotText, takeSnapshot } from './bicep-snapshot.ts';
import { findBicep } from './find-bicep.ts';

const FOLDER = new URL('../../infra/bicep/', import.meta.url);

/** What each environment would deploy, committed so that a change to it shows in its review. */
const server = startBicep(
  await findBicep(process.env, (line) => process.stderr.write(`${line}\n`)),
);
for (const name of ['staging', 'production']) {
  const parameters = fileURLToPath(new URL(`${name}.bicepparam`, FOLDER));
  const file = fileURLToPath(new URL(`${name}.snapshot.json`, FOLDER));
  await writeFile(file, snapshotText(await takeSnapshot(server, parameters)));
  process.stdout.write(`wrote ${file}\n`);
}
server.stop();
