import { spawn } from 'node:child_process';

const HEAD_END = '\r\n\r\n';

type Answer = {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { message: string };
};
type Waiting = {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** The compiler as a server: it loads its types once, and answers in a second what takes a command four. */
export type BicepServer = {
  /** @throws {Error} with the compiler's own words. */
  call(method: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown>;
  stop(): void;
};

/**
 * Starts it with no variables but `environment`: parameter files read them, and nothing of a person's
 * own may get into what is made of them.
 */
export function startBicep(
  bicep: string,
  environment: Readonly<Record<string, string>> = {},
): BicepServer {
  const child = spawn(bicep, ['jsonrpc', '--stdio'], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, Waiting>();
  const fail = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  child.once('error', fail);
  child.once('exit', (code) => fail(new Error(`the Bicep compiler ended with ${code}`)));
  child.stdin.on('error', fail);
  let received: Buffer = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    const { messages, rest } = takeMessages(Buffer.concat([received, chunk]));
    received = rest;
    for (const text of messages) {
      const { id, result, error } = JSON.parse(text) as Answer;
      const caller = waiting.get(id);
      waiting.delete(id);
      if (error) caller?.reject(new Error(error.message));
      else caller?.resolve(result);
    }
  });
  let last = 0;
  return {
    call: (method, parameters) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        const text = JSON.stringify({ jsonrpc: '2.0', id: last, method, params: [parameters] });
        child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}${HEAD_END}${text}`);
      }),
    stop: () => child.stdin.end(),
  };
}

/** Cuts the whole messages off what came; a head names the length of each (as in the Language Server Protocol). */
function takeMessages(bytes: Buffer): {
  readonly messages: readonly string[];
  readonly rest: Buffer;
} {
  const messages: string[] = [];
  let rest = bytes;
  for (;;) {
    const headLength = rest.indexOf(HEAD_END);
    const length = /content-length: (\d+)/i.exec(
      rest.toString('latin1', 0, Math.max(0, headLength)),
    );
    const start = headLength + HEAD_END.length;
    if (!length?.[1] || rest.length < start + Number(length[1])) return { messages, rest };
    messages.push(rest.toString('utf8', start, start + Number(length[1])));
    rest = rest.subarray(start + Number(length[1]));
  }
}
