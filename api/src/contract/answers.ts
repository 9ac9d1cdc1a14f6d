import { type RouteConfig, z } from '@hono/zod-openapi';
import { PROBLEMS, type ProblemType, problemUri } from '../problem.ts';

type Responses = RouteConfig['responses'];

const PROBLEM_TYPES = Object.keys(PROBLEMS) as [ProblemType, ...ProblemType[]];

/** RFC 9457. `type` is stable and meant for programs, `detail` for people. */
const problemSchema = z
  .object({
    type: z.enum(PROBLEM_TYPES.map(problemUri) as [string, ...string[]]),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().openapi({ description: 'The path that was asked' }),
    requestId: z
      .string()
      .optional()
      .openapi({ description: 'Of the log lines about this request' }),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

/** What can go wrong with any call under /v1. */
const ALWAYS: readonly ProblemType[] = [
  'invalid-request',
  'unauthorized',
  'foreign-request',
  'forbidden',
  'rate-limited',
  'internal-error',
  'storage-unavailable',
  'identity-unavailable',
];

const HEADERS = {
  location: 'Where the prompt is',
  etag: 'Of this answer, for If-None-Match',
  'retry-after': 'Seconds after which to ask again',
} as const;

type HeaderName = keyof typeof HEADERS;

/** One answer in JSON, with the headers that it carries. */
export function json(schema: z.ZodType, description: string, headers: readonly HeaderName[] = []) {
  return {
    description,
    content: { 'application/json': { schema } },
    ...(headers.length > 0 ? { headers: headerDocs(headers) } : {}),
  };
}

/** One answer of some other media type, or without a body. */
export function answer(
  description: string,
  mediaTypes: readonly string[] = [],
  headers: readonly HeaderName[] = [],
) {
  const schema = { type: 'string' as const };
  return {
    description,
    ...(mediaTypes.length > 0
      ? { content: Object.fromEntries(mediaTypes.map((type) => [type, { schema }])) }
      : {}),
    ...(headers.length > 0 ? { headers: headerDocs(headers) } : {}),
  };
}

/** The errors of a call under /v1: those that any has, and `types` of its own. */
export function problemsOf(...types: readonly ProblemType[]): Responses {
  return problemResponses([...ALWAYS, ...types]);
}

/** Error answers, one a status, each with the problems that it may be. */
export function problemResponses(types: readonly ProblemType[]): Responses {
  const byStatus = Object.groupBy(types, (type) => String(PROBLEMS[type][0]));
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, same = []]) => [
      status,
      {
        description: same.map((type) => `\`${type}\`: ${PROBLEMS[type][1]}`).join('. '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}

function headerDocs(names: readonly HeaderName[]) {
  return Object.fromEntries(
    names.map((name) => [
      name,
      { description: HEADERS[name], schema: { type: 'string' as const } },
    ]),
  );
}
