import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PATTERNS, type Pattern } from './keda/arrivals.ts';
import { modelText } from './keda/report.ts';
import { deployed, scaleFor, tutorial } from './keda/setup.ts';
import { simulate } from './keda/simulate.ts';
import { summarise } from './keda/summarise.ts';

const OURS = deployed(1200);

function pattern(name: string): Pattern {
  const found = PATTERNS[name];
  if (!found) throw new Error(`no pattern ${name}`);
  return found;
}

describe('the model of KEDA', () => {
  it.each([
    ['production', 1200],
    ['staging', 600],
  ])('takes the numbers of scale.bicep: those of %s', async (environment, callsPerMinute) => {
    const file = new URL(`../infra/bicep/${environment}.snapshot.json`, import.meta.url);
    const text = (await readFile(file, 'utf8')).replace(/\s+/g, ' ');
    const { messageCount, maxExecutions, pollingSeconds, callsPerSecond } =
      scaleFor(callsPerMinute);

    expect(text).toContain(`"messageCount": "${messageCount}"`);
    expect(text).toContain(`"maxExecutions": ${maxExecutions}, `);
    expect(text).toContain(`"pollingInterval": ${pollingSeconds}, `);
    expect(text).toContain(`"name": "VISION_TPS", "value": "${callsPerSecond.toFixed(1)}"`);
  });

  it('lets a single image wait for the look, the start and its own work', () => {
    const { waits, billedVcpuSeconds } = simulate(OURS, pattern('single'), 5);

    const work = OURS.cpuSeconds + OURS.visionSeconds;
    expect(waits).toEqual([expect.closeTo(5 + OURS.startSeconds + work)]);
    const billed = OURS.billedStartSeconds + work + OURS.lingerSeconds;
    expect(billedVcpuSeconds).toBeCloseTo(billed * OURS.vcpu);
  });

  it('starts nothing and bills nothing while nothing comes', () => {
    const { executions, billedVcpuSeconds, looks } = simulate(OURS, pattern('night'), 0);

    expect({ executions, billedVcpuSeconds }).toEqual({ executions: 0, billedVcpuSeconds: 0 });
    expect(looks).toBe((8 * 3600) / OURS.pollingSeconds + 1);
  });

  it('never asks the vision service faster than it answers', () => {
    const { waits } = simulate(OURS, pattern('burst'), 0);
    const ends = waits.toSorted((left, right) => left - right);

    expect(ends).toHaveLength(1000);
    const fastest = 1 / OURS.visionRate - 1e-9;
    expect(ends.every((end, index) => index === 0 || end - (ends[index - 1] ?? 0) >= fastest)).toBe(
      true,
    );
  });

  it('lets executions share the calls: one alone has all of them', () => {
    const light = { ...OURS, cpuSeconds: 0.01, visionSeconds: 0.1, messageCount: 1 };
    const [alone, together] = [1, 3].map((maxExecutions) =>
      simulate({ ...light, maxExecutions }, pattern('burst'), 0),
    );

    expect(together?.mostAtOnce).toBe(3);
    const seconds = OURS.startSeconds + 1000 / OURS.callsPerSecond;
    for (const run of [alone, together]) {
      expect(Math.max(...(run?.waits ?? []))).toBeGreaterThan(seconds - 1);
      expect(Math.max(...(run?.waits ?? []))).toBeLessThan(seconds * 1.1);
    }
  });

  it('describes every image, however slow the setup', () => {
    const { waits } = simulate(tutorial(60), pattern('burst'), 15);

    expect(waits).toHaveLength(1000);
  });

  it('ends an execution that has run long enough and starts another', () => {
    const { executions, waits } = simulate({ ...OURS, runSeconds: 600 }, pattern('steady1'), 0);

    expect(executions).toBeGreaterThanOrEqual(5);
    expect(waits).toHaveLength(3600);
  });

  it('has a burst done in half of the time and at a tenth of the cost of the tutorial', () => {
    const ours = summarise(OURS, pattern('burst'));
    const theirs = summarise(tutorial(1200), pattern('burst'));

    expect(ours.p95).toBeLessThan((theirs.p95 ?? 0) / 2);
    expect(ours.billedVcpuSeconds).toBeLessThan(theirs.billedVcpuSeconds / 10);
  });

  it('says what docs/scaling.md quotes', { timeout: 60_000 }, async () => {
    const text = await readFile(new URL('../docs/scaling.md', import.meta.url), 'utf8');
    const quotes = Array.from(
      text.matchAll(/```console\n\$ node bench\/keda-model\.ts ?(.*)\n([\s\S]*?)```/g),
    );

    expect(quotes.length).toBeGreaterThan(0);
    for (const [, call = '', output] of quotes) {
      expect(output).toBe(modelText(call.split(' ').filter(Boolean)));
    }
  });

  it.each([
    [['--pattern', 'storm'], 'there is no pattern storm'],
    [['--poll', 'often'], '--poll often: a number above 0'],
    [['--polls', '1'], '--polls'],
  ])('refuses a wrong call: %j', (args, message) => {
    expect(() => modelText(args)).toThrow(message);
  });
});
