export type ServerEvent = {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
};

/**
 * The server-sent events of a body, as they come. EventSource would do it, but cannot send a key.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = readBlock(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel();
  }
}

function readBlock(block: string): ServerEvent | undefined {
  const fields = block.split(/\r?\n/).map(readField);
  const last = (name: string) => fields.findLast((field) => field.name === name)?.value;
  const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value);
  const event = last('event') ?? 'message';
  // A block of comments alone is a heartbeat.
  if (data.length === 0 && event === 'message') return undefined;
  return { event, data: data.join('\n'), id: last('id') };
}

function readField(line: string): { name: string; value: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { name: line, value: '' };
  return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
}
