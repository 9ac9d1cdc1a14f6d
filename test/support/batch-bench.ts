import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ended, type RunningCommand, startCommand } from './command.ts';
import { jpeg } from './pictures.ts';
import { dataFolder } from './stack.ts';
import { type StackWithModel, stackWithModel } from './stack-with-model.ts';

/** A folder of images, and what can be done with it. */
export type SetFolder = {
  readonly path: string;
  /** Writes images that no other test has. */
  write(...names: string[]): Promise<void>;
  text(name: string): Promise<string>;
};

export type BatchBench = StackWithModel & {
  /** Where folders are made, and from where the command is called. */
  readonly place: string;
  folder(): Promise<SetFolder>;
  /** One that is there. */
  open(path: string): SetFolder;
  /** `blobscribe batch` beside the running pipeline. */
  start(folder: SetFolder, ...args: string[]): RunningCommand;
  batch(folder: SetFolder, ...args: string[]): Promise<Ended>;
  /** How many images the storage holds. */
  uploads(): Promise<number>;
};

/** A pipeline with a model that counts, and folders of images to send. */
export async function batchBench(environment: Record<string, string> = {}): Promise<BatchBench> {
  const model = await stackWithModel(environment);
  const data = await dataFolder();
  let seeds = 0;
  const seed = () => {
    seeds += 1;
    return seeds;
  };
  const bench: BatchBench = {
    ...model,
    place: data.path,
    async folder() {
      const path = join(data.path, `set ${seed()}`);
      await mkdir(path);
      return bench.open(path);
    },
    open: (path) => ({
      path,
      write: (...names) => write(path, names),
      text: (name) => readFile(join(path, name), 'utf8'),
    }),
    start: (folder, ...args) =>
      startCommand(['batch', folder.path, '--data', model.stack.data, ...args], { cwd: data.path }),
    batch: (folder, ...args) => bench.start(folder, ...args).ended,
    async uploads() {
      const uploads = model.stack.blobs.getContainerClient('uploads');
      return (await Array.fromAsync(uploads.listBlobsFlat())).length;
    },
    async stop() {
      await model.stop();
      await data.remove();
    },
  };
  return bench;

  async function write(folder: string, names: readonly string[]): Promise<void> {
    for (const name of names) {
      const path = join(folder, name);
      await mkdir(join(path, '..'), { recursive: true });
      const number = seed();
      // Two seeds may have one colour; what stands behind an image makes another file of it.
      await writeFile(path, Buffer.concat([await jpeg(number), Buffer.from(String(number))]));
    }
  }
}
