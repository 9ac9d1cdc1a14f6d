import { faultsOf, modelsFolder } from '../../core/src/models/models-folder.ts';

const folder = modelsFolder(process.env);
const [fault] = await faultsOf(folder);
// Named, they must be there: what needs them fails rather than being skipped.
if (fault !== undefined && process.env.CI_MODELS) throw new Error(`${fault}: npm run models`);

/** The folder with the models of on-device vision, or undefined where nobody has fetched them. */
export const MODELS: string | undefined = fault === undefined ? folder : undefined;
