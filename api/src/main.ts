import { connectStorage } from '@blobscribe/core/connect-storage';
import { withDeadline } from '@blobscribe/core/deadline';
import { observe } from '@blobscribe/core/observe';
import { SettingsError } from '@blobscribe/core/settings';
import { serve } from '@hono/node-server';
import { chooseAuthentication } from './auth/authenticate.ts';
import { createApi } from './create-api.ts';
import { type Config, readConfig } from './read-config.ts';

/** At a stop, requests may end; long polls are cut, and their clients ask again. */
const CLOSE_DEADLINE_MS = 3_000;

async function main(config: Config): Promise<void> {
  const { log, telemetry } = await observe(config, 'blobscribe-api');
  const now = Date.now;
  const [storage, authenticate] = await Promise.all([
    connectStorage(config),
    chooseAuthentication(config, { log, now }),
  ]);
  const api = createApi({ config, storage, authenticate, telemetry, log, now });
  const server = serve({ fetch: api.fetch, port: config.PORT, hostname: config.HOST }, () =>
    log.info('api-started', { host: config.HOST, port: config.PORT }),
  );
  server.on('error', (error) => {
    log.error('api-failed', { error });
    process.exit(1);
  });
  const stop = async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    await withDeadline('ending requests', CLOSE_DEADLINE_MS, () => closed).catch((error) =>
      log.warn('requests-cut', { error }),
    );
    await telemetry.close();
    log.info('api-stopped');
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

try {
  await main(readConfig(process.env));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
