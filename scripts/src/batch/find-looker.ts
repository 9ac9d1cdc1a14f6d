import { existsSync } from 'node:fs';
import { isLoopback } from '@blobscribe/core/loopback';
import { visionProvider } from '@blobscribe/core/vision-provider';
import { findRunningStack, type RunningStack } from '../running-stack.ts';
import type { Looker } from './estimate.ts';

/**
 * Who will look at the images: of this machine's pipeline its `local.json` tells, or the environment that
 * it is going to be started with; of another's nobody does. A model on this machine costs nothing.
 */
export async function findLooker(
  data: string,
  isRemote: boolean,
  environment: NodeJS.ProcessEnv,
): Promise<Looker> {
  if (isRemote) return { provider: undefined };
  const running = await findRunningStack(data);
  if (running) return lookerOf(running.vision);
  // The pipeline reads it too.
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { OPENAI_BASE_URL: endpoint } = environment;
  return lookerOf({ provider: visionProvider(environment), endpoint });
}

function lookerOf(vision: RunningStack['vision']): Looker {
  const { provider, endpoint = '' } = vision ?? {};
  const isHere = URL.canParse(endpoint) && isLoopback(new URL(endpoint).hostname);
  return { provider: provider === 'openai' && isHere ? 'a model on this machine' : provider };
}
