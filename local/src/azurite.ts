import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { BlobServiceClient } from '@azure/storage-blob';
import { createContainers } from './prepare-storage.ts';
import { type RunningProcess, startProcess } from './processes.ts';
import { untilReady } from './until-ready.ts';

/** The account that every Azure tool knows (Azurite's documentation, "Well-Known Storage Account And Key"). */
const ACCOUNT = 'devstoreaccount1';
const KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
/** Its own address is not the one to use: what is written past the Event Grid stand-in goes unseen. */
const CHATTER = /Azurite Blob service (is starting|successfully|is closing)/;
const STOP_GRACE_MS = 10_000;
/** Longer than any client of ours keeps an idle connection, so that none is cut in use. */
const KEEP_ALIVE_SECONDS = '600';

export type Azurite = {
  readonly storage: BlobServiceClient;
  readonly process: RunningProcess;
  stop(): Promise<void>;
};

export type AzuriteOptions = {
  readonly port: number;
  /** Where its files go. */
  readonly folder: string;
  readonly print: (line: string) => void;
  /** Over https, so that identities can sign: paths of a certificate and its key. */
  readonly tls?: { readonly certificate: string; readonly key: string };
};

/**
 * Starts Azurite's blob service and waits until it answers; the containers of the design exist then.
 * @throws {Error} if it does not answer within 20 s or ends before.
 */
export async function startAzurite(options: AzuriteOptions): Promise<Azurite> {
  const { port, folder, print, tls } = options;
  await mkdir(folder, { recursive: true });
  const tlsArgs = tls ? ['--oauth', 'basic', '--cert', tls.certificate, '--key', tls.key] : [];
  const running = startProcess({
    label: 'azurite',
    script: createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js'),
    args: [
      ...['--blobPort', String(port), '--location', folder],
      // Its list of API versions is always behind the SDK's.
      ...['--skipApiVersionCheck', '--blobKeepAliveTimeout', KEEP_ALIVE_SECONDS],
      ...['--silent', '--disableTelemetry', '--disableProductStyleUrl'],
      ...tlsArgs,
    ],
    environment: process.env,
    print: (line) => {
      if (!CHATTER.test(line)) print(line);
    },
  });
  try {
    await untilReady('Azurite', running, () => isListening(port));
    const storage = BlobServiceClient.fromConnectionString(
      azuriteConnectionString(port, tls ? 'https' : 'http'),
    );
    await createContainers(storage);
    return { storage, process: running, stop: () => running.stop(STOP_GRACE_MS) };
  } catch (error) {
    await running.stop(STOP_GRACE_MS);
    throw error;
  }
}

/** How tools reach the blob service, or what stands in front of it, at `port`. */
export function azuriteConnectionString(port: number, protocol: 'http' | 'https' = 'http'): string {
  // A certificate's name cannot be an IP address without a warning.
  const host = protocol === 'https' ? 'localhost' : '127.0.0.1';
  return [
    `DefaultEndpointsProtocol=${protocol}`,
    `AccountName=${ACCOUNT}`,
    `AccountKey=${KEY}`,
    `BlobEndpoint=${protocol}://${host}:${port}/${ACCOUNT};`,
  ].join(';');
}

async function isListening(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => resolve(true));
  socket.once('error', () => resolve(false));
  const listening = await promise;
  socket.destroy();
  return listening;
}
