import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Every error that a client can meet: its status and what it is, for good. */
export const PROBLEMS = {
  'invalid-request': [400, 'The request is not valid'],
  unauthorized: [401, 'It is not known who asks'],
  'foreign-request': [403, 'The request came from another site'],
  forbidden: [403, 'Not allowed'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'No such method here'],
  conflict: [409, 'The present state does not allow it'],
  'too-large': [413, 'Too large'],
  'unsupported-media-type': [415, 'Unsupported media type'],
  'url-refused': [422, 'The image at this URL cannot be taken'],
  'idempotency-key-reused': [422, 'The Idempotency-Key belongs to another request'],
  'rate-limited': [429, 'Too many requests'],
  'too-many-at-once': [429, 'Too many at once'],
  'internal-error': [500, 'Something went wrong on our side'],
  'storage-unavailable': [503, 'The storage does not answer'],
  'identity-unavailable': [503, 'It cannot be found out who asks'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type ProblemType = keyof typeof PROBLEMS;

export type FieldError = { readonly path: string; readonly message: string };

export type ProblemExtras = {
  readonly fieldErrors?: readonly FieldError[];
  /** To send along: Retry-After, WWW-Authenticate, Allow. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
};

/** An error that a client sees, as RFC 9457 problem details; `detail` says what to do. */
export class Problem extends Error {
  readonly type: ProblemType;
  readonly fieldErrors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(type: ProblemType, detail: string, extras: ProblemExtras = {}) {
    super(detail, { cause: extras.cause });
    this.name = 'Problem';
    this.type = type;
    this.fieldErrors = extras.fieldErrors ?? [];
    this.headers = extras.headers ?? {};
  }
}

/** The `type` member of a problem: stable, to be told apart by programs. */
export function problemUri(type: ProblemType): string {
  return `urn:blobscribe:problem:${type}`;
}

/** Answers with `problem` as `application/problem+json`. */
export function problemResponse(context: Context, problem: Problem): Response {
  const [status, title] = PROBLEMS[problem.type];
  const requestId: unknown = context.get('requestId');
  const body = {
    type: problemUri(problem.type),
    title,
    status,
    detail: problem.message,
    instance: context.req.path,
    ...(typeof requestId === 'string' ? { requestId } : {}),
    ...(problem.fieldErrors.length > 0 ? { errors: problem.fieldErrors } : {}),
  };
  return context.body(JSON.stringify(body), status, {
    ...problem.headers,
    'content-type': 'application/problem+json',
  });
}
