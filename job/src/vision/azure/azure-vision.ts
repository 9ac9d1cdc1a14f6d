import { isTokenCredential, type TokenCredential } from '@azure/core-auth';
import imageAnalysis, { type ImageAnalysisClient } from '@azure-rest/ai-vision-image-analysis';
import type { Feature } from '@blobscribe/core/features';
import { isLoopback } from '@blobscribe/core/loopback';
import { AccessDenied, TransientError } from '../pace/call-errors.ts';
import type { Pacer } from '../pace/pace.ts';
import { readRetryAfter } from '../pace/retry-after.ts';
import { readBounded } from '../read-bounded.ts';
import { type Refusal, refusalError, type ServiceName } from '../service-answer.ts';
import { type Vision, VisionUnavailable } from '../vision.ts';
import { CAPTION_REGIONS, isWrongRegion, readAzureError } from './azure-error.ts';
import { azureEvidence } from './azure-evidence.ts';
import { type AzureReply, readAzureReply } from './read-azure-reply.ts';

export type AzureVisionOptions = {
  readonly endpoint: string;
  readonly credential: { readonly key: string } | TokenCredential;
  readonly pacer: Pacer;
  /** Whether a region without captions will do. */
  readonly captions: 'required' | 'optional';
};

/** CommonJS: for Node its default is a member of what is imported, for the tests' loader it is that itself. */
const createClient: typeof imageAnalysis.default =
  typeof imageAnalysis === 'function' ? imageAnalysis : imageAnalysis.default;

type VisualFeature = 'Caption' | 'DenseCaptions' | 'Tags' | 'Objects' | 'People' | 'Read';

/** What the service calls our features; each is billed for itself. */
const VISUAL_FEATURES: Readonly<Partial<Record<Feature, VisualFeature>>> = {
  caption: 'Caption',
  'dense-captions': 'DenseCaptions',
  tags: 'Tags',
  objects: 'Objects',
  people: 'People',
  text: 'Read',
};

/** Azure AI Vision, Image Analysis 4.0: one call an image, with what was asked for. */
export function createAzureVision(options: AzureVisionOptions): Vision {
  const { credential, pacer, captions } = options;
  const endpoint = options.endpoint.replace(/\/+$/, '');
  const service = nameService(endpoint, credential);
  const client = createClient(endpoint, credential, {
    allowInsecureConnection: isLoopback(new URL(endpoint).hostname),
    // The pacer tries again, in its turn; and no other host is to be told the key.
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  });
  let withoutCaptions = false;

  /** The reply, or undefined from a region that turned out to have no captions. */
  async function ask(body: Buffer, features: readonly Feature[], signal: AbortSignal) {
    const { status, retryAfterMs, text } = await post(client, body, features, signal);
    if (status === 200) return parse(text);
    const refusal = { status, retryAfterMs, ...readAzureError(text) };
    if (!isWrongRegion(refusal)) throw refusalError(refusal, service);
    if (captions === 'required' || features.every(isNoCaption)) throw wrongRegion(refusal, service);
    withoutCaptions = true;
    return undefined;
  }

  return {
    provider: 'azure-vision',
    model: 'image-analysis-4.0-1',
    offers: ['caption', 'dense-captions', 'tags', 'objects', 'people', 'text', 'gender-neutral'],
    async analyse(image, { features, signal }) {
      const body = await image.jpeg();
      signal.throwIfAborted();
      const neutral = features.includes('gender-neutral');
      for (;;) {
        const asked = withoutCaptions ? features.filter(isNoCaption) : features;
        // Nothing that costs anything is nothing to call for.
        if (!asked.some((feature) => feature in VISUAL_FEATURES)) return { evidence: {} };
        const reply = await pacer.run(signal, (inner) => ask(body, asked, inner));
        if (reply) return { evidence: azureEvidence(reply, { neutral }) };
      }
    },
  };
}

function isNoCaption(feature: Feature): boolean {
  return feature !== 'caption' && feature !== 'dense-captions';
}

type Answer = { status: number; text: string; retryAfterMs: number | undefined };

async function post(
  client: ImageAnalysisClient,
  body: Buffer,
  features: readonly Feature[],
  signal: AbortSignal,
): Promise<Answer> {
  const asked = features.flatMap((feature) => VISUAL_FEATURES[feature] ?? []);
  try {
    const response = await client
      .path('/imageanalysis:analyze')
      .post({
        body,
        contentType: 'application/octet-stream',
        queryParameters: {
          features: asked,
          ...(features.includes('gender-neutral') && { 'gender-neutral-caption': true }),
        },
        abortSignal: signal,
      })
      .asNodeStream();
    return {
      status: Number(response.status),
      text: response.body ? await readBounded(response.body) : '',
      retryAfterMs: readRetryAfter((name) => response.headers[name]),
    };
  } catch (error) {
    throw callError(error);
  }
}

function parse(text: string): AzureReply {
  try {
    return readAzureReply(text);
  } catch (error) {
    const message = `the vision service's reply makes no sense: ${text.length} characters`;
    throw new TransientError('trouble', message, { cause: error });
  }
}

/** An identity that gets no token is not let in; all else that is thrown is the network's. */
function callError(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (/^(Credential|Aggregate)?(Unavailable|Authentication)(Required)?Error$/.test(name)) {
    return new AccessDenied(`The identity got no token for the vision service: ${message}`);
  }
  return new TransientError('trouble', `no reply of the vision service: ${message}`, {
    cause: error,
  });
}

function nameService(endpoint: string, credential: AzureVisionOptions['credential']): ServiceName {
  return {
    endpoint,
    accessHint: isTokenCredential(credential)
      ? 'Assign the role "Cognitive Services User" on this resource to the identity; the endpoint must be the resource\'s own name, not a region\'s.'
      : 'VISION_KEY is not a key of this resource, or keys are disabled there.',
    endpointHint: 'VISION_ENDPOINT must be that of an Azure AI Vision resource.',
  };
}

function wrongRegion({ message = '' }: Refusal, { endpoint }: ServiceName): VisionUnavailable {
  return new VisionUnavailable(
    `${endpoint} says: ${message} Regions with captions: ` +
      `${CAPTION_REGIONS}. Or set VISION_CAPTIONS=optional to do without.`,
  );
}
