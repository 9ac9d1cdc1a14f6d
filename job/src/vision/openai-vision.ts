import type { Pacer } from './pace.ts';
import type { Vision } from './vision.ts';

export type OpenAiVisionOptions = {
  readonly baseUrl?: string;
  readonly apiKey?: string | (() => Promise<string>);
  readonly model: string;
  readonly pacer: Pacer;
  readonly fetch?: typeof fetch;
};

/** Any vision model that speaks OpenAI's chat completions. */
export function createOpenAiVision(_options: OpenAiVisionOptions): Vision {
  throw new Error('not written yet');
}
