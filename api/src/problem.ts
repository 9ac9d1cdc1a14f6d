import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

const TITLES = {
  'invalid-request': [400, 'The request is not valid'],
  'foreign-request': [403, 'The request came from another site'],
  'not-found': [404, 'Not found'],
  'too-large': [413, 'Too large'],
  'unsupported-media-type': [415, 'Unsupported media type'],
  'internal-error': [500, 'Something went wrong on our side'],
  'storage-unavailable': [503, 'The storage does not answer'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type ProblemType = keyof typeof TITLES;

export type FieldError = { readonly path: string; readonly message: string };

/** An error that a client sees, as RFC 9457 problem details; `detail` says what to do. */
export class Problem extends Error {
  readonly type: ProblemType;
  readonly fieldErrors: readonly FieldError[];

  constructor(type: ProblemType, detail: string, fieldErrors: readonly FieldError[] = []) {
    super(detail);
    this.name = 'Problem';
    this.type = type;
    this.fieldErrors = fieldErrors;
  }
}

/** Answers with `problem` as `application/problem+json`. */
export function problemResponse(context: Context, problem: Problem): Response {
  const [status, title] = TITLES[problem.type];
  const body = {
    type: `urn:blobscribe:problem:${problem.type}`,
    title,
    status,
    detail: problem.message,
    instance: context.req.path,
    ...(problem.fieldErrors.length > 0 ? { errors: problem.fieldErrors } : {}),
  };
  return context.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}
