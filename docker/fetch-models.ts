import { pinnedPackages } from '@blobscribe/core/models/pinned-models';
import { fetchModels } from '../scripts/src/models/fetch-models.ts';

/** Puts the models of on-device vision into a folder of an image: node docker/fetch-models.ts FOLDER */
const [folder = ''] = process.argv.slice(2);
const tell = (line: string) => void process.stdout.write(`${line}\n`);
await fetchModels(folder, pinnedPackages(), { tell, environment: process.env });
