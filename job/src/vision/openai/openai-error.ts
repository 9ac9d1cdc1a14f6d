import { APIError } from 'openai';
import { AccessDenied, TransientError } from '../pace/call-errors.ts';
import { readRetryAfter } from '../pace/retry-after.ts';
import { type Refusal, refusalError, type ServiceName } from '../service-answer.ts';
import { VisionUnavailable } from '../vision.ts';

/** These find fault with the request's form or its model, whatever the image. */
const SETTINGS_CODES =
  /^(unsupported_(parameter|value)|unknown_parameter|model_not_found|invalid_model|DeploymentNotFound|OperationNotSupported)$/i;
/** The same without a code, from servers and models that see no images. */
const BLIND =
  /(not support|unsupported).{0,40}\b(images?|vision|multimodal)|\bimage_url\b.{0,40}only supported|missing data required for image|response_format/i;

/** What an error of the client means to the pacer and to the caller. */
export function openAiError(error: unknown, service: ServiceName): Error {
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (/'apiKey' function/.test(message)) {
    return new AccessDenied(`No token for ${service.endpoint}: ${message}`);
  }
  if (!(error instanceof APIError) || error.status === undefined) {
    return new TransientError('trouble', `no reply of ${service.endpoint}: ${message}`, {
      cause: error,
    });
  }
  const refusal: Refusal = {
    status: error.status,
    code: stringOf(error.code),
    message: messageOf(error),
    retryAfterMs: readRetryAfter((name) => error.headers?.get(name)),
  };
  if (error.status === 429 && refusal.code === 'insufficient_quota') {
    return new VisionUnavailable(`${service.endpoint} answered: ${refusal.message}`);
  }
  const isSettings = SETTINGS_CODES.test(refusal.code ?? '') || BLIND.test(refusal.message ?? '');
  if ((error.status === 400 || error.status === 422) && isSettings) {
    return new VisionUnavailable(
      `${service.endpoint} answered: ${refusal.message} OPENAI_MODEL must name a model that sees images and fills a JSON schema.`,
    );
  }
  return refusalError(refusal, service);
}

/** The service's own words, without the status that the client puts before them. */
function messageOf(error: APIError<number | undefined>): string {
  const body = error.error;
  const own = typeof body === 'object' && body !== null && 'message' in body ? body.message : body;
  return stringOf(own) ?? error.message.replace(/^\d{3} /, '');
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
