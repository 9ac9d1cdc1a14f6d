import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Result, runScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { formatTable } from './table.ts';

const SEED = 20261126;

/** `npm run faults [-- --short --seed N --only F2,F5 --json FILE]`; exits 1 if a figure is missed. */
const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(SEED) },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const seed = Number(values.seed);
const only = values.only?.split(',');
const print = (text: string) => void process.stdout.write(`${text}\n`);

const started = performance.now();
const results: Result[] = [];
print(`seed ${seed}`);
for (const scenario of SCENARIOS.filter(({ id }) => !only || only.includes(id))) {
  print(`${scenario.id} ${scenario.title} …`);
  const result = await runScenario(scenario, { seed, isShort: values.short });
  results.push(result);
  print(`${scenario.id} ${result.seconds} s, ${result.faults.length === 0 ? 'passed' : 'FAILED'}`);
  // Kept as it goes: the whole takes half an hour.
  if (values.json) await writeFile(values.json, JSON.stringify({ seed, results }, undefined, 2));
}
const seconds = Math.round((performance.now() - started) / 1000);
print(`\n${formatTable(results)}\n\n${seconds} s; to repeat it: --seed ${seed}`);
process.exitCode = results.every(({ faults }) => faults.length === 0) ? 0 : 1;
