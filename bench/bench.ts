#!/usr/bin/env node
import { parseArgs } from 'node:util';
import type { Benchmark } from './harness/benchmark.ts';
import { describeMachine } from './harness/machine.ts';
import { isWorse, readResults, writeResults } from './harness/results.ts';
import type { Row } from './harness/row.ts';
import { rowText } from './harness/row-text.ts';
import { BENCHMARKS } from './rows/benchmarks.ts';

const HELP = `npm run bench [-- flags]

Measures Blobscribe beside what would be used instead, in turns, and writes bench/results.json and
docs/performance.svg. Takes about half an hour; nothing else should run meanwhile.

  --only NAME,…   these alone; writes nothing
  --rounds N      how often each side is measured; default 5
  --guard         those that are quick; fails where a ratio is less than half as good as in
                  bench/results.json, and writes nothing
  --list          what there is
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    guard: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) say(HELP);
else if (values.list) for (const { name } of BENCHMARKS) say(name);
else await measure(chosen(), Number(values.rounds));

function chosen(): readonly Benchmark[] {
  const only = values.only?.split(',');
  const unknown = only?.find((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined) {
    process.stderr.write(`There is no benchmark ${unknown}; --list shows what there is.\n`);
    process.exit(2);
  }
  return BENCHMARKS.filter(
    ({ name, guards }) => (only?.includes(name) ?? true) && (guards || !values.guard),
  );
}

async function measure(benchmarks: readonly Benchmark[], rounds: number): Promise<void> {
  const rows: Row[] = [];
  for (const { name, run } of benchmarks) {
    const startedAt = performance.now();
    say(`${name} …`);
    const found = await run({ rounds, say: (line) => say(`  ${line}`) });
    for (const row of found) say(rowText(row));
    say(`  ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
    rows.push(...found);
  }
  if (values.guard) guard(rows);
  else if (values.only === undefined) await writeResults({ machine: describeMachine(), rows });
}

function guard(rows: readonly Row[]): void {
  const { rows: before } = readResults();
  for (const row of rows) {
    const known = before.find(({ name }) => name === row.name);
    if (!known || !isWorse(row, known)) continue;
    say(`WORSE: ${row.name} is ${row.ratio?.toFixed(2)}, was ${known.ratio?.toFixed(2)}`);
    process.exitCode = 1;
  }
}

function say(line: string): void {
  process.stdout.write(`${line.trimEnd()}\n`);
}
