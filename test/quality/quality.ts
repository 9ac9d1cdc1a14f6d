import { checkEncodedAgain } from './encoded-again.ts';
import { checkExamples, readExamples } from './example-images.ts';
import { checkGeneratedScenes } from './generated-scenes.ts';
import { checkOnDevice } from './on-device/on-device-quality.ts';
import { checkRecordedScenes } from './recorded-scenes.ts';
import { formatSections, isMet } from './section.ts';

const CASES = 1000;
const SEED = 20260925;

/** `npm run quality [-- SEED]`: how good the words are, measured; exits 1 if a target is missed. */
const seed = Number(process.argv[2] ?? SEED);
const started = performance.now();
const examples = await readExamples();
const sections = [
  checkGeneratedScenes(CASES, seed),
  await checkExamples(examples),
  await checkEncodedAgain(examples),
  await checkRecordedScenes(),
];
const onDevice = await checkOnDevice(process.env);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
const report = [formatSections(sections), '', ...onDevice.lines].join('\n');
process.stdout.write(`${report}\n\n${seconds} s; to repeat it: seed ${seed}\n`);
process.exitCode = sections.every(isMet) && onDevice.met ? 0 : 1;
