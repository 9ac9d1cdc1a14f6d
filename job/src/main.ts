import { connectServiceBus } from '@blobscribe/core/connect-service-bus';
import { withDeadline } from '@blobscribe/core/deadline';
import { createLog } from '@blobscribe/core/log';
import { observe } from '@blobscribe/core/observe';
import { SettingsError } from '@blobscribe/core/settings';
import { CLOSE_CONNECTION_MS, CONNECT_MS, GRACE_MS } from './deadlines.ts';
import { drain } from './drain.ts';
import { armFailPoint } from './fail-point.ts';
import { openQueue } from './open-queue.ts';
import { type Config, readConfig } from './read-config.ts';
import { createSettler } from './settle.ts';

/** Drains the queue; returns the exit status, 1 if the vision service would take no image. */
async function main(config: Config): Promise<number> {
  const observation = await observe(config, 'blobscribe-job');
  const { log, telemetry } = observation;
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());
  let status = 0;

  const serviceBus = await withDeadline('starting', CONNECT_MS, () => connectServiceBus(config));
  // The queue is reached while the larger half of the code is loaded.
  const opening = openQueue(serviceBus, config.QUEUE_NAME);
  // A failure waits until it is asked for below.
  opening.catch(() => {});
  const { createDescriber } = await import('./describe-messages.ts');
  const describer = await createDescriber(config, {
    ...observation,
    onUnavailable: (error) => {
      log.error('vision-unavailable', { error });
      status = 1;
      stop.abort();
    },
  });
  log.info('execution-started', { queue: config.QUEUE_NAME, concurrency: config.CONCURRENCY });
  const receiver = await opening;
  const settle = createSettler(receiver, serviceBus.createSender(config.QUEUE_NAME), log);
  const handled = await drain({
    receiver,
    lockMs: config.LOCK_SECONDS * 1000,
    concurrency: describer.concurrency,
    lingerMs: config.LINGER_SECONDS * 1000,
    runMs: config.RUN_SECONDS * 1000,
    stop: stop.signal,
    graceMs: GRACE_MS,
    log,
    work: (message, cut) => describer.describe(settle, message, cut),
  });
  const closing = withDeadline('closing the connection', CLOSE_CONNECTION_MS, () =>
    serviceBus.close(),
  );
  await Promise.all([
    describer.close(),
    closing.catch((error) => log.warn('close-failed', { error })),
  ]);
  log.info('execution-ended', { handled });
  await telemetry.close();
  return status;
}

armFailPoint(process.env.FAILPOINT);
try {
  process.exit(await main(readConfig(process.env)));
} catch (error) {
  if (error instanceof SettingsError) process.stderr.write(`${error.message}\n`);
  else createLog().error('execution-failed', { error });
  process.exit(error instanceof SettingsError ? 2 : 1);
}
