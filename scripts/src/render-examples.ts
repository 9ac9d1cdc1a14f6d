import { mkdir, writeFile } from 'node:fs/promises';
import { duskHarbour } from './examples/dusk-harbour.ts';
import type { Example } from './examples/example.ts';
import { flatIllustration } from './examples/flat-illustration.ts';
import { generatedLighthouse } from './examples/generated-lighthouse.ts';
import { lineDrawing } from './examples/line-drawing.ts';
import { mountainLake } from './examples/mountain-lake.ts';
import { saveExample } from './examples/save-example.ts';
import { snowyForest } from './examples/snowy-forest.ts';
import { stillLife } from './examples/still-life.ts';

const FOLDER = new URL('../../examples/', import.meta.url);

const EXAMPLES: readonly Example[] = [
  duskHarbour(),
  snowyForest(),
  stillLife(),
  lineDrawing(),
  flatIllustration(),
  generatedLighthouse(),
  mountainLake(),
];

await mkdir(FOLDER, { recursive: true });
for (const example of EXAMPLES) {
  await writeFile(new URL(example.fileName, FOLDER), await saveExample(example));
}
