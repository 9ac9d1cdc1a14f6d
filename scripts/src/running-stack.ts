import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const localFileSchema = z.object({
  pid: z.int(),
  api: z.url(),
  storage: z.object({ connectionString: z.string() }),
  serviceBus: z.object({ connectionString: z.string(), queue: z.string() }),
  /** Who looks at the images; `endpoint` is that of a model. */
  vision: z.object({ provider: z.string(), endpoint: z.string().optional() }).optional(),
});

export type RunningStack = z.infer<typeof localFileSchema>;

/** The stack that runs on a data folder, by its `local.json`; undefined if none does. */
export async function findRunningStack(data: string): Promise<RunningStack | undefined> {
  try {
    const text = await readFile(join(data, 'local.json'), 'utf8');
    const stack = localFileSchema.parse(JSON.parse(text));
    process.kill(stack.pid, 0);
    return stack;
  } catch (error) {
    // No such file or no such process: nothing runs, or it was killed and left its file behind.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
