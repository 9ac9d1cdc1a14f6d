import { describe, expect, it } from 'vitest';
import { jpeg } from './support/pictures.ts';
import { dataFolder, isAlive, startTestStack } from './support/stack.ts';
import { until } from './support/until.ts';

describe('a stack that is stopped', () => {
  it('leaves no process and no local.json, and a second start goes on', async () => {
    const data = await dataFolder();
    const first = await startTestStack(data.path);
    const names = Array.from({ length: 40 }, (_, index) => `drop/${index}.jpg`);
    const uploads = first.blobs.getContainerClient('uploads');
    await Promise.all(
      names.map(async (name, index) => {
        const content = await jpeg(index);
        await uploads.getBlockBlobClient(name).upload(content, content.length);
      }),
    );
    await until('an execution', () => first.processes().length > 3);
    const processes = first.processes();

    expect(await first.stop()).toBe(0);

    expect(processes.filter(isAlive)).toEqual([]);
    const second = await startTestStack(data.path);
    for (const name of names) {
      const record = await second.untilRecord(name);
      expect(record.status).toBe('succeeded');
    }
    await second.untilDrained();
    expect((await second.queue()).dead).toBe(0);
    await second.stop();
    await data.remove();
  });

  it('by SIGKILL takes its processes with it, and a second start finds nothing in its way', async () => {
    const data = await dataFolder();
    const first = await startTestStack(data.path);
    const processes = first.processes();

    process.kill(first.pid, 'SIGKILL');

    await until('the processes to end', () => !processes.some(isAlive));
    const second = await startTestStack(data.path);
    expect(second.pid).not.toBe(first.pid);
    await second.stop();
    await data.remove();
  });
});
