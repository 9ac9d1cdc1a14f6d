import { ImageFailure } from '@blobscribe/core/failure';
import { OpenAI } from 'openai';
import { TransientError } from '../pace/call-errors.ts';
import type { Pacer } from '../pace/pace.ts';
import type { ServiceName } from '../service-answer.ts';
import type { Analysis, Vision } from '../vision.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { openAiError } from './openai-error.ts';
import { openAiEvidence } from './openai-evidence.ts';
import { createRequestBuilder } from './openai-request.ts';
import { type Completion, readCompletion, readModelScene } from './read-openai-reply.ts';

const OPENAI = 'https://api.openai.com/v1';

export type OpenAiVisionOptions = {
  readonly baseUrl?: string;
  /** A function is asked for a token at each call. */
  readonly apiKey?: string | (() => Promise<string>);
  readonly model: string;
  readonly pacer: Pacer;
  readonly fetch?: typeof fetch;
};

/** Any vision model behind OpenAI's chat completions: OpenAI, Azure, or a server on one's own machine. */
export function createOpenAiVision(options: OpenAiVisionOptions): Vision {
  const { baseUrl = OPENAI, model, pacer } = options;
  const client = createClient(baseUrl, options);
  const service = nameService(baseUrl, model);
  const describe = createRequestBuilder(model, baseUrl);

  async function ask(jpeg: Buffer, signal: AbortSignal): Promise<Analysis> {
    const request = describe(jpeg);
    const body: unknown = await client.chat.completions
      .create(request, { signal })
      .catch((error) => {
        throw openAiError(error, service);
      });
    return readAnswer(body);
  }

  return {
    provider: 'openai',
    model: `${model}/prompt-1`,
    offers: ['scene'],
    async analyse(image, { signal }) {
      const jpeg = await image.jpeg();
      signal.throwIfAborted();
      return pacer.run(signal, (inner) => ask(jpeg, inner));
    },
  };
}

function nameService(baseUrl: string, model: string): ServiceName {
  return {
    endpoint: baseUrl,
    accessHint:
      'OPENAI_API_KEY is not a key for it; in Azure without a key, assign the role "Cognitive Services OpenAI User" on the resource to the identity.',
    endpointHint: `OPENAI_BASE_URL must be that of the API, OPENAI_MODEL ("${model}") a model or deployment there.`,
  };
}

/** The client reads the environment for all that it is not told. */
function createClient(baseURL: string, options: OpenAiVisionOptions): OpenAI {
  return new OpenAI({
    baseURL,
    // Servers on one's own machine want no key, but the client insists on one.
    apiKey: options.apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    // The pacer tries again, in its turn, and ends a call in its time.
    maxRetries: 0,
    fetch: boundedFetch(options.fetch),
  });
}

function readAnswer(body: unknown): Analysis {
  const completion = understand(() => readCompletion(body));
  const [choice] = completion.choices;
  const { refusal, content } = choice?.message ?? {};
  if (refusal || choice?.finish_reason === 'content_filter') {
    const code = refusal ? 'refusal' : 'content_filter';
    throw new ImageFailure('analysis-rejected', { detail: `It answered ${code}.` });
  }
  if (choice?.finish_reason === 'length') {
    throw new TransientError('nonsense', 'the model wrote more than it may and was cut');
  }
  const scene = understand(() => readModelScene(content ?? ''));
  const usage = usageOf(completion);
  return { evidence: openAiEvidence(scene), ...(usage && { usage }) };
}

function understand<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const message = "the model's reply makes no sense";
    throw new TransientError('nonsense', message, { cause: error });
  }
}

function usageOf({ usage }: Completion): Analysis['usage'] {
  if (!usage) return undefined;
  return { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
}
