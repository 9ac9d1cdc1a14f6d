import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ServiceBusClient } from '@azure/service-bus';
import type { Benchmark } from '../harness/benchmark.ts';
import { interleave } from '../harness/interleave.ts';
import { judge } from '../harness/row.ts';
import { QUEUE, type Services, startServices } from '../stand-ins/services.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** From the start of an execution until it has settled its first message, beside Node with sharp alone. */
export const startUp: Benchmark = {
  name: 'start-up',
  guards: true,
  async run({ rounds, say }) {
    const folder = mkdtempSync(join(tmpdir(), 'blobscribe-start-up-'));
    const compiled = join(folder, 'compiled');
    const script = join(folder, 'bundle/main.js');
    execFileSync(process.execPath, [join(ROOT, 'docker/bundle.ts'), 'job', folder]);
    execFileSync(process.execPath, [join(ROOT, 'docker/warm.ts'), `${script}=execution-started`], {
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    const services = await startServices();
    const sources = join(ROOT, 'job/src/main.ts');
    const { ours, floor, ...others } = await interleave(rounds, {
      ours: () => firstMessage(services, script, compiled),
      floor: startSharp,
      'the bundle, nothing compiled before': () => firstMessage(services, script, undefined),
      'the sources': () => firstMessage(services, sources, undefined),
    });
    for (const [name, ms] of Object.entries(others)) say(`${name}: ${ms.toFixed(0)} ms`);
    await services.stop();
    rmSync(folder, { recursive: true });
    return [
      judge({
        name: 'from start to first message, beside the start of Node with sharp alone',
        unit: 'ms',
        ours,
        reference: floor,
        ratio: 'share',
        target: { atMost: 1.35 },
      }),
    ];
  },
};

/** Milliseconds until a message that makes no sense lies dead: taken, looked at and settled. */
async function firstMessage(
  services: Services,
  script: string,
  cache: string | undefined,
): Promise<number> {
  await sendNonsense(services);
  const { dead } = await services.counts();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [script], {
    stdio: 'ignore',
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: cache,
      STORAGE_CONNECTION_STRING: services.storage,
      SERVICEBUS_CONNECTION_STRING: services.queue,
      LINGER_SECONDS: '1',
      VISION_PROVIDER: 'pixels',
    },
  });
  const ended = once(child, 'exit');
  while ((await services.counts()).dead === dead) await turn();
  const time = performance.now() - startedAt;
  await ended;
  return time;
}

async function sendNonsense({ queue }: Services): Promise<void> {
  const client = new ServiceBusClient(queue);
  await client.createSender(QUEUE).sendMessages({ body: 'no event' });
  await client.close();
}

async function startSharp(): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', "await import('sharp')"], {
    cwd: ROOT,
    stdio: 'ignore',
  });
  await once(child, 'exit');
  return performance.now() - startedAt;
}
