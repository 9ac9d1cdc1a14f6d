import { connectServiceBus } from '@blobscribe/core/connect-service-bus';
import { connectStorage } from '@blobscribe/core/connect-storage';
import { withDeadline } from '@blobscribe/core/deadline';
import { createLog } from '@blobscribe/core/log';
import { observe } from '@blobscribe/core/observe';
import { SettingsError } from '@blobscribe/core/settings';
import { type Config, readConfig } from './read-config.ts';
import { sweepUploads } from './sweep/sweep-uploads.ts';

/** Closing the connection may hang (Azure/azure-sdk-for-js#24542); everything is sent by then. */
const CLOSE_DEADLINE_MS = 2_000;

/** One run of the sweeper, which a schedule starts. */
async function main(config: Config): Promise<void> {
  const { log, telemetry } = await observe(config, 'blobscribe-sweep');
  const [storage, serviceBus] = await Promise.all([
    connectStorage(config),
    connectServiceBus(config),
  ]);
  try {
    const report = await sweepUploads({
      storage,
      serviceBus,
      queue: config.QUEUE_NAME,
      afterMinutes: config.SWEEP_AFTER_MINUTES,
    });
    // Nothing was queued again then, and somebody should know why.
    if (report.sawAllMessages) log.info('uploads-swept', report);
    else log.warn('uploads-swept', report);
  } catch (error) {
    log.error('sweep-failed', { error });
    process.exitCode = 1;
  }
  await withDeadline('closing the connection', CLOSE_DEADLINE_MS, () => serviceBus.close()).catch(
    (error) => log.warn('close-failed', { error }),
  );
  await telemetry.close();
}

try {
  await main(readConfig(process.env));
} catch (error) {
  if (error instanceof SettingsError) process.stderr.write(`${error.message}\n`);
  else createLog().error('sweep-failed', { error });
  process.exitCode = error instanceof SettingsError ? 2 : 1;
}
// Calls that never end must not keep the process.
process.exit();
