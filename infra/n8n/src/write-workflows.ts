import { writeFile } from 'node:fs/promises';
import { workflowFiles } from './workflows.ts';

for (const [name, text] of await workflowFiles()) {
  await writeFile(new URL(`../workflows/${name}`, import.meta.url), text);
}
