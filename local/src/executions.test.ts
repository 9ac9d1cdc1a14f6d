import { fileURLToPath } from 'node:url';
import { createLog } from '@blobscribe/core/log';
import { describe, expect, it } from 'vitest';
import { createExecutions } from './executions.ts';
import { startProcess } from './processes.ts';

const STUBBORN = fileURLToPath(new URL('./__fixtures__/stubborn.ts', import.meta.url));

/** Collects lines and lets a test wait for one. */
function createLines() {
  const lines: string[] = [];
  const waiting: { text: string; resolve: () => void }[] = [];
  return {
    lines,
    print: (line: string) => {
      lines.push(line);
      for (const { text, resolve } of waiting) if (line.includes(text)) resolve();
    },
    seen: (text: string) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (lines.some((line) => line.includes(text))) resolve();
      waiting.push({ text, resolve });
      return promise;
    },
  };
}

describe('a process that is stopped', () => {
  it('is asked first and killed when its grace is over', async () => {
    const { lines, print, seen } = createLines();
    const running = startProcess({ label: 'x', script: STUBBORN, environment: process.env, print });
    await seen('running');

    await running.stop(200);

    expect(await running.ended).toBe('SIGKILL');
    expect(lines).toEqual(['[x] running', '[x] asked to stop']);
  });
});

describe('an execution', () => {
  it('is ended at its replicaTimeout', async () => {
    const { lines, print, seen } = createLines();
    const executions = createExecutions({
      script: STUBBORN,
      environment: process.env,
      replicaTimeoutMs: 300,
      graceMs: 100,
      print,
      log: createLog(print),
    });

    executions.start();
    expect(executions.running()).toBe(1);

    await seen('"execution-failed"');
    expect(executions.running()).toBe(0);
    expect(lines.join('\n')).toContain('"execution-timed-out"');
  });
});
