import type { ServerResponse } from 'node:http';
import type { SeenRequest } from './vision-service.ts';

const HUGE_BYTES = 10 * 1024 * 1024;

export type Refusal = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code?: string;
  readonly message?: string;
};

/**
 * `hang`: no answer; `reset`: the connection is cut before one; `truncated`: the connection is cut within the body; `huge`: 10 MB of JSON;
 * `not-json`: a page; `no-captions`: a region that refuses captions, and answers all else.
 */
export type Misbehaviour =
  | 'hang'
  | 'reset'
  | 'truncated'
  | 'huge'
  | 'not-json'
  | 'no-captions'
  | Refusal;

/** Whether the call has been dealt with. */
export function misbehave(
  behaviour: Misbehaviour,
  request: SeenRequest,
  response: ServerResponse,
): boolean {
  const json = { 'content-type': 'application/json' };
  switch (behaviour) {
    case 'hang':
      return true;
    case 'reset':
      response.destroy();
      return true;
    case 'truncated':
      response.writeHead(200, { ...json, 'content-length': '5000' });
      response.write('{"modelVersion":"2023-10-01","choices":[', () => response.destroy());
      return true;
    case 'huge':
      response.writeHead(200, json).end(`{"padding":"${'x'.repeat(HUGE_BYTES)}"}`);
      return true;
    case 'not-json':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');
      return true;
    case 'no-captions': {
      const refused = /caption/i.test(request.query.get('features') ?? '');
      if (refused) refuse({ status: 400, ...NO_CAPTIONS }, request, response);
      return refused;
    }
    default:
      refuse(behaviour, request, response);
      return true;
  }
}

const NO_CAPTIONS = {
  code: 'NotSupportedVisualFeature',
  message: "The feature 'Caption' is not supported in this region.",
};

/** An error in the words of whichever service was asked. */
function refuse(
  { status, headers = {}, code = 'SomeCode', message = 'Some message.' }: Refusal,
  { path }: SeenRequest,
  response: ServerResponse,
): void {
  const azure = { code: 'InvalidRequest', message, innererror: { code, message } };
  const openai = { message, type: 'invalid_request_error', param: null, code };
  const error = path.startsWith('/v1/') ? openai : azure;
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify({ error }));
}
