import { connectStorage } from '@blobscribe/core/azure-clients';
import { withDeadline } from '@blobscribe/core/deadline';
import { loopbackHosts, loopbackOrigins } from '@blobscribe/core/foreign-request';
import { observe } from '@blobscribe/core/observe';
import { SettingsError } from '@blobscribe/core/settings';
import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { createPromptFinder } from './find-prompt.ts';
import { createUploadUrlIssuer } from './issue-upload-url.ts';
import { type Config, readConfig } from './read-config.ts';
import { healthRoutes } from './routes/health.ts';
import { promptRoutes } from './routes/prompts.ts';
import { uploadRoutes } from './routes/uploads.ts';

/** The tenant of a laptop, where nobody has to say who they are. */
const LOCAL_TENANT = 'local';
/** At a stop, requests may end; long polls are cut, and their clients ask again. */
const CLOSE_DEADLINE_MS = 3_000;

async function main(config: Config): Promise<void> {
  const { APPLICATIONINSIGHTS_CONNECTION_STRING: insights } = config;
  const { log, telemetry } = await observe(insights, 'blobscribe-api');
  const storage = await connectStorage(config);
  const app = createApp({
    origins: [...loopbackOrigins(config.PORT), ...config.ALLOWED_ORIGINS],
    ownHosts: loopbackHosts(config.PORT),
    uploads: uploadRoutes({
      tenant: LOCAL_TENANT,
      storage,
      issueUploadUrl: createUploadUrlIssuer(storage, config.STORAGE_PUBLIC_ENDPOINT),
      maxImageBytes: config.MAX_IMAGE_BYTES,
      telemetry,
      log,
    }),
    prompts: promptRoutes({ tenant: LOCAL_TENANT, findPrompt: createPromptFinder(storage) }),
    health: healthRoutes(storage, log),
    log,
  });
  const server = serve({ fetch: app.fetch, port: config.PORT, hostname: config.HOST }, () =>
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
