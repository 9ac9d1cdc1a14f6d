import { buffer } from 'node:stream/consumers';
import type { ImagePart } from './form-parser.ts';

export const BOUNDARY = 'frontier';

export const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

export type Part = { readonly disposition: string; readonly type?: string; readonly body: string };

export const image: Part = {
  disposition: 'form-data; name="image"; filename="cat.jpg"',
  type: 'image/jpeg',
  body: 'abc',
};
export const options: Part = {
  disposition: 'form-data; name="options"',
  body: '{"detail":"short"}',
};

/** A body as it goes over the wire; a text of it is bytes as Latin-1. */
export function form(...parts: readonly Part[]): string {
  const written = parts.map(({ disposition, type, body }) => {
    const headers = [
      `Content-Disposition: ${disposition}`,
      ...(type ? [`Content-Type: ${type}`] : []),
    ];
    return `--${BOUNDARY}\r\n${headers.join('\r\n')}\r\n\r\n${body}\r\n`;
  });
  return `${written.join('')}--${BOUNDARY}--\r\n`;
}

/** A form that stands still, or breaks off, in the middle of a part. */
export function cutOff(part: Part = image): string {
  return form({ ...part, body: 'abc'.repeat(100) }).slice(0, -200);
}

export type Body = {
  readonly request: Request;
  isLetGo(): boolean;
};

/** A request whose body comes in pieces, and after them stands still unless it ends. */
export function requestOf(
  pieces: Iterable<Uint8Array>,
  { contentType = TYPE, ends = true } = {},
): Body {
  let isLetGo = false;
  const iterator = pieces[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = iterator.next();
        if (!done) controller.enqueue(value);
        else if (ends) controller.close();
      },
      cancel() {
        isLetGo = true;
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { 'content-type': contentType };
  const init = { method: 'POST', headers, body, duplex: 'half' } as const;
  return { request: new Request('http://x/', init), isLetGo: () => isLetGo };
}

/** A whole request of these bytes, a text of them as Latin-1. */
export function sent(wire: string): Request {
  return requestOf([Buffer.from(wire, 'latin1')]).request;
}

/** Takes an image whole, as a text of Latin-1. */
export async function takeWhole(chunks: AsyncIterable<Uint8Array>, part: ImagePart) {
  return { ...part, body: (await buffer(chunks)).toString('latin1') };
}
