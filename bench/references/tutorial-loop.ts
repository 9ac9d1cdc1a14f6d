import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nameUploads, tellOf } from '../stand-ins/images.ts';
import { QUEUE, type Services } from '../stand-ins/services.ts';

const SCRIPT = fileURLToPath(new URL('./tutorial-execution.ts', import.meta.url));

/** Images a second of executions that take a message each, one after the other. */
export async function measureTutorialLoop(services: Services, images: number): Promise<number> {
  await tellOf(services, nameUploads(images));
  const startedAt = performance.now();
  for (let done = 0; done < images; done += 1) {
    const execution = spawn(process.execPath, [SCRIPT], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        STORAGE: services.storage,
        SERVICE_BUS: services.distantQueue,
        QUEUE,
        VISION: services.vision,
      },
    });
    const [status] = await once(execution, 'exit');
    if (status !== 0) throw new Error(`an execution of the tutorial ended with ${status}`);
  }
  return images / ((performance.now() - startedAt) / 1000);
}
