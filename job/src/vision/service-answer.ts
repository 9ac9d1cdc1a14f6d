import { ImageFailure } from '@blobscribe/core/failure';
import { AccessDenied, TransientError } from './pace/call-errors.ts';
import { VisionUnavailable } from './vision.ts';
import { cleanWords } from './words/clean-words.ts';

const MAX_MESSAGE_LENGTH = 200;
/** The service does not see a fault in the image, but in the one who asks or in the service itself. */
const UNAVAILABLE_STATUSES = [402, 404, 405, 410, 421];

/** A refusal as either service words it. */
export type Refusal = {
  readonly status: number;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly retryAfterMs?: number | undefined;
};

/** How a service is spoken of, and what helps when it lets nobody in. */
export type ServiceName = {
  readonly endpoint: string;
  readonly accessHint: string;
  readonly endpointHint: string;
};

/** What a refusal means to a caller: come back, ask for access, mend the settings, or drop the image. */
export function refusalError(refusal: Refusal, service: ServiceName): Error {
  const { status, retryAfterMs } = refusal;
  const what = describeRefusal(refusal);
  const said = `${service.endpoint} answered ${what}.`;
  if (status === 401 || status === 403) return new AccessDenied(`${said} ${service.accessHint}`);
  if (status === 429) return new TransientError('throttled', said, { retryAfterMs });
  if (status === 408 || status >= 500) return new TransientError('trouble', said, { retryAfterMs });
  if (status < 400 || UNAVAILABLE_STATUSES.includes(status)) {
    return new VisionUnavailable(`${said} ${service.endpointHint}`);
  }
  return new ImageFailure('analysis-rejected', { detail: `It answered ${what}.` });
}

/** "400 InvalidImageSize: The image is too small", in clean words of ours and theirs. */
function describeRefusal({ status, code, message }: Refusal): string {
  const words = cleanWords(message ?? '', MAX_MESSAGE_LENGTH).replace(/[.\s]+$/, '');
  const name = cleanWords(code ?? '', 60);
  return [[status, name].filter(Boolean).join(' '), words].filter(Boolean).join(': ');
}
