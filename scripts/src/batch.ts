import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeFolder } from './batch/describe-folder.ts';
import { openJournal } from './batch/journal.ts';
import { lockJournal } from './batch/lock.ts';
import { HELP, readArguments } from './batch/read-arguments.ts';
import { findImages, type ImageFile } from './find-images.ts';
import { interruptible } from './interruptible.ts';
import { UsageError } from './usage-error.ts';
import { baseFolder } from './with-api.ts';

/** Hidden, so that no tool takes it for a part of the set. */
const JOURNAL = '.blobscribe.jsonl';

/** The command `batch`; returns its exit status. */
export async function batch(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  if (wanted.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const base = baseFolder(process.env);
  const folder = resolve(base, wanted.folder);
  const images = await findAll(folder, wanted.folder);
  const state = wanted.state === undefined ? join(folder, JOURNAL) : resolve(base, wanted.state);
  const { out } = wanted.outputs;
  const outputs = { ...wanted.outputs, out: out === undefined ? undefined : resolve(base, out) };
  const unlock = await lockJournal(state);
  try {
    const journal = await openJournal(state);
    const job = {
      ...{ wanted: { ...wanted, outputs }, folder, images, journal },
      environment: process.env,
      tell: (line: string) => void process.stderr.write(`${line}\n`),
      print: (line: string) => void process.stdout.write(`${line}\n`),
    };
    try {
      return await interruptible((signal) => describeFolder({ ...job, signal }));
    } finally {
      await journal.close();
    }
  } finally {
    await unlock();
  }
}

/** @throws {UsageError} if it is no folder with images. */
async function findAll(folder: string, named: string): Promise<ImageFile[]> {
  const found = await stat(folder).catch(() => undefined);
  if (!found) throw new UsageError(`there is no folder ${named}`, HELP);
  if (!found.isDirectory()) {
    throw new UsageError(`${named} is no folder: for single files there is describe`, HELP);
  }
  const images = await findImages(['.'], folder);
  if (images.length === 0) throw new UsageError(`no images in ${named}`, HELP);
  return images;
}
