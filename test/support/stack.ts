import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceBusClient } from '@azure/service-bus';
import { BlobServiceClient, type BlockBlobClient } from '@azure/storage-blob';
import { promptName } from '../../core/src/blob-names.ts';
import { type PromptDocument, promptDocumentSchema } from '../../core/src/prompt-document.ts';
import { readBlob } from '../../core/src/read-blob.ts';
import { anyPort } from '../../local/src/ports.ts';
import { startProcess } from '../../local/src/processes.ts';
import { findRunningStack, type RunningStack } from '../../scripts/src/running-stack.ts';
import { until } from './until.ts';

const START = fileURLToPath(new URL('../../local/src/start.ts', import.meta.url));
const JOB_SCRIPT = 'job/src/main.ts';
const READY_MS = 30_000;

export type TestStack = RunningStack & {
  readonly data: string;
  readonly lines: readonly string[];
  readonly blobs: BlobServiceClient;
  /** The processes of the stack, its own among them. */
  processes(): number[];
  /** Those that are executions of the job. */
  executions(): number[];
  record(uploadName: string): Promise<PromptDocument | undefined>;
  /** How many messages wait, are locked or are scheduled, and how many are dead. */
  queue(): Promise<{ waiting: number; dead: number }>;
  /** The blob `drop/<name>` of `uploads`. */
  drop(name: string): BlockBlobClient;
  /** The record of an upload, once it is there. */
  untilRecord(uploadName: string): Promise<PromptDocument>;
  /** Ends when no message waits, is locked or is scheduled. */
  untilDrained(): Promise<void>;
  /** Ctrl-C; ends when the stack has. */
  stop(): Promise<number | string>;
};

/** A folder for a stack's data that is removed by `remove`. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'blobscribe-data-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Starts the whole pipeline as `npm start` does, on ports of its own, and waits until it is ready. */
export async function startTestStack(
  data: string,
  environment: Record<string, string> = {},
): Promise<TestStack> {
  const lines: string[] = [];
  const running = startProcess({
    label: 'start',
    script: START,
    args: ['--data', data, '--port', String(await anyPort())],
    environment: { ...process.env, ...environment },
    print: (line) => lines.push(line),
  });
  let ended: number | string | undefined;
  void running.ended.then((end) => {
    ended = end;
  });
  const found = await until(
    'the stack',
    async () => {
      if (ended !== undefined) throw new Error(`the stack ended (${ended}):\n${lines.join('\n')}`);
      const stack = await findRunningStack(data);
      return stack?.pid === running.pid && stack;
    },
    READY_MS,
  );
  const blobs = BlobServiceClient.fromConnectionString(found.storage.connectionString);
  const { connectionString, queue } = found.serviceBus;
  const stack: TestStack = {
    ...found,
    data,
    lines,
    blobs,
    processes: () => [running.pid, ...descendants(running.pid)],
    executions: () => stack.processes().filter((pid) => commandLine(pid).includes(JOB_SCRIPT)),
    async record(uploadName) {
      const blob = blobs.getContainerClient('prompts').getBlobClient(promptName(uploadName));
      const stored = await readBlob(blob);
      return stored && promptDocumentSchema.parse(JSON.parse(stored.body.toString()));
    },
    async queue() {
      const client = new ServiceBusClient(connectionString);
      const dead = client.createReceiver(queue, { subQueueType: 'deadLetter' });
      const [waiting, letters] = await Promise.all([
        client.createReceiver(queue).peekMessages(1000),
        dead.peekMessages(1000),
      ]);
      await client.close();
      return { waiting: waiting.length, dead: letters.length };
    },
    drop: (name) => blobs.getContainerClient('uploads').getBlockBlobClient(`drop/${name}`),
    untilRecord: (name) => until(`the record of ${name}`, () => stack.record(name)),
    async untilDrained() {
      await until('an empty queue', async () => (await stack.queue()).waiting === 0);
    },
    async stop() {
      process.kill(running.pid, 'SIGINT');
      return running.ended;
    },
  };
  return stack;
}

/** A stack on a folder of its own, which goes when it stops. */
export async function temporaryStack(environment: Record<string, string> = {}): Promise<TestStack> {
  const data = await dataFolder();
  const stack = await startTestStack(data.path, environment);
  return {
    ...stack,
    async stop() {
      const end = await stack.stop();
      await data.remove();
      return end;
    },
  };
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function commandLine(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function descendants(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const children = rows.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
  return children.flatMap((child) => [child, ...descendants(child)]);
}
