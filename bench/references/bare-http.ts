import { createServer } from 'node:http';
import { serveReference } from './reference.ts';

export type BareAnswer = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The floor: the same answer to whatever is asked, from memory. */
serveReference<BareAnswer>(({ headers, body }, ready) =>
  createServer((_, response) => response.writeHead(200, headers).end(body)).listen(
    0,
    '127.0.0.1',
    ready,
  ),
);
