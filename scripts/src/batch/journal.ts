import { type FileHandle, open } from 'node:fs/promises';
import { FAILURE_CODES } from '@blobscribe/core/failure';
import { type Options, optionsSchema } from '@blobscribe/core/options';
import { type PromptDocument, promptDocumentSchema } from '@blobscribe/core/prompt-document';
import * as z from 'zod';
import { failureText } from '../failure-text.ts';
import { type Line, linesOf } from './lines-of.ts';

/** The first line of each journal. */
const HEAD = JSON.stringify({ journal: 'blobscribe batch', version: 1 });

/** Images that are asked for together, as one batch of the API. */
export type Group = {
  /** The Idempotency-Key of its batch: asked for again, it is the same one. */
  readonly key: string;
  /** In the order of the batch's items: the SHA-256 of each, and the name that the API is told. */
  readonly images: readonly (readonly [sha256: string, name: string])[];
  readonly options: Options;
  /** Announced where an image is alone for its size, in bytes. */
  readonly size?: number | undefined;
  /** The id of the batch, once there is one. */
  readonly batch?: string | undefined;
};

/** How an image ended, as far as is known without its whole record. */
export type Known =
  | { readonly status: 'succeeded' }
  | { readonly status: 'failed'; readonly why: string };

/**
 * What became of a folder's images, by content: appended to as it happens, so that a run that was ended
 * in any way is gone on with by the next.
 */
export type Journal = {
  find(sha256: string): Known | undefined;
  /** The record of an image, if it has one. */
  read(sha256: string): Promise<PromptDocument | undefined>;
  /** Groups that were begun and not ended. */
  openGroups(): readonly Group[];
  beginGroup(group: Group): Promise<void>;
  nameBatch(key: string, batch: string): Promise<void>;
  addRecord(sha256: string, record: PromptDocument): Promise<void>;
  /** An image that the API will not take, ever. */
  addRefusal(sha256: string, why: string): Promise<void>;
  endGroup(key: string): Promise<void>;
  /** Whether an earlier run wrote the file at this path below the folder, so that it may be written over. */
  hasWritten(path: string): boolean;
  addWritten(path: string): Promise<void>;
  close(): Promise<void>;
};

const sha256 = z.string();
const key = z.string();
const failedSchema = z.object({
  error: z.object({ code: z.enum(FAILURE_CODES), message: z.string() }),
});

const lineSchema = z.union([
  z.object({ sha256, record: z.looseObject({ status: z.enum(['succeeded', 'failed']) }) }),
  z.object({ sha256, refused: z.string() }),
  z.object({
    key,
    images: z.array(z.tuple([sha256, z.string()])),
    options: optionsSchema,
    size: z.int().optional(),
  }),
  z.object({ key, batch: z.string() }),
  z.object({ key, ended: z.literal(true) }),
  z.object({ written: z.string() }),
]);

/**
 * Opens the journal at `path`, or begins one.
 * @throws {Error} if there is another kind of file.
 */
export async function openJournal(path: string): Promise<Journal> {
  const file = await open(path, 'a+', 0o600);
  try {
    return await readJournal(file, path);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readJournal(file: FileHandle, path: string): Promise<Journal> {
  const known = new Map<string, Known>();
  const places = new Map<string, Omit<Line, 'text'>>();
  const groups = new Map<string, Group>();
  const written = new Set<string>();
  let end = 0;

  function learn({ text, offset, length }: Line): void {
    const line = lineSchema.safeParse(parse(text)).data;
    if (!line) return;
    if ('record' in line) {
      known.set(line.sha256, knownOf(line.record));
      places.set(line.sha256, { offset, length });
    } else if ('refused' in line) known.set(line.sha256, { status: 'failed', why: line.refused });
    else if ('images' in line) groups.set(line.key, line);
    else if ('written' in line) written.add(line.written);
    else if ('ended' in line) groups.delete(line.key);
    else {
      const group = groups.get(line.key);
      if (group) groups.set(line.key, { ...group, batch: line.batch });
    }
  }

  async function append(entry: object): Promise<void> {
    const text = JSON.stringify(entry);
    const bytes = Buffer.from(`${text}\n`);
    const offset = end;
    end += bytes.length;
    await file.appendFile(bytes);
    learn({ text, offset, length: bytes.length - 1 });
  }

  let isBegun = false;
  for await (const line of linesOf(file)) {
    if (!isBegun && line.text !== HEAD) throw notOurs(path);
    isBegun = true;
    learn(line);
    end = line.offset + line.length + 1;
  }
  // A run that was killed as it wrote may have left half a line: the next one begins behind it.
  const { size } = await file.stat();
  const rest = size - end;
  if (!isBegun && rest > HEAD.length) throw notOurs(path);
  if (isBegun && rest > 0) await file.appendFile('\n');
  if (isBegun) end = rest > 0 ? size + 1 : size;
  else {
    await file.truncate(0);
    await append(JSON.parse(HEAD));
  }

  // One after the other: each line has to know where it begins.
  let last: Promise<void> = Promise.resolve();
  const queued = (entry: object): Promise<void> => {
    last = last.then(() => append(entry));
    return last;
  };

  return {
    find: (hash) => known.get(hash),
    async read(hash) {
      const place = places.get(hash);
      if (!place) return undefined;
      const { buffer } = await file.read({
        buffer: Buffer.alloc(place.length),
        position: place.offset,
      });
      return promptDocumentSchema.parse(JSON.parse(buffer.toString('utf8')).record);
    },
    openGroups: () => [...groups.values()],
    beginGroup: ({ batch: _, ...group }) => queued(group),
    nameBatch: (group, batch) => queued({ key: group, batch }),
    addRecord: (hash, record) => queued({ sha256: hash, record }),
    addRefusal: (hash, why) => queued({ sha256: hash, refused: why }),
    endGroup: (group) => queued({ key: group, ended: true }),
    hasWritten: (name) => written.has(name),
    addWritten: (name) => queued({ written: name }),
    async close() {
      await last;
      await file.close();
    },
  };
}

function knownOf(record: { readonly status: 'succeeded' | 'failed' }): Known {
  if (record.status === 'succeeded') return { status: 'succeeded' };
  const failed = failedSchema.safeParse(record).data;
  return { status: 'failed', why: failed ? failureText(failed) : 'no reason is known' };
}

function notOurs(path: string): Error {
  return new Error(`${path} is no journal of blobscribe batch: name another with --state`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
