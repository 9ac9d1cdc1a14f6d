import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Admit } from './tokens.ts';
import { type Misbehaviour, misbehave } from './vision-misbehaviour.ts';
import { answerAnalyze, answerChat, type Wire } from './vision-wire.ts';

/** What the service does with one call. */
export type Behaviour = 'good' | Misbehaviour;

export type VisionServiceOptions = {
  /** What is let in, as a key or as a token. */
  readonly key?: string;
  /** Decides instead who is let in, by the token. */
  readonly admit?: Admit;
  /** The fixtures that are answered, `azure-vision-<name>` and `openai-<name>`; or the reply itself. */
  readonly azure?: string | Readonly<Record<string, unknown>>;
  readonly openai?: string;
  /** One for each call in turn; then `always`. */
  readonly script?: readonly Behaviour[];
  readonly always?: Behaviour;
  /** Tokens travel only encrypted. */
  readonly tls?: { readonly key: string; readonly certificate: string };
};

export type SeenRequest = {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

export type VisionService = {
  /** Of Azure AI Vision; with `/v1` that of OpenAI. */
  readonly endpoint: string;
  readonly requests: readonly SeenRequest[];
  /** Calls that were not answered in whole and whose caller still waits. */
  open(): number;
  close(): Promise<void>;
};

const WIRES: Readonly<Record<string, Wire>> = {
  '/computervision/imageanalysis:analyze': answerAnalyze,
  '/v1/chat/completions': answerChat,
};

/** Azure AI Vision and OpenAI's chat completions on loopback, on their real wires, as bad as asked for. */
export async function startVisionService(
  options: VisionServiceOptions = {},
): Promise<VisionService> {
  const script = [...(options.script ?? [])];
  const requests: SeenRequest[] = [];
  let open = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    open += 1;
    response.on('close', () => {
      open -= 1;
    });
    const { pathname: path, searchParams: query } = new URL(request.url ?? '', 'http://loopback');
    const seen = { path, query, headers: request.headers, body: await buffer(request) };
    requests.push(seen);
    const wire = request.method === 'POST' ? WIRES[path] : undefined;
    if (!wire) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<p>no');
    const { authorization = '' } = request.headers;
    const refusal = options.admit?.(authorization);
    const behaviour = refusal ? { status: refusal } : (script.shift() ?? options.always ?? 'good');
    if (behaviour !== 'good' && misbehave(behaviour, seen, response)) return;
    const { status, body } = await wire(seen, {
      key: options.admit ? authorization.replace('Bearer ', '') : (options.key ?? 'a-key'),
      azure: options.azure ?? 'laptop',
      openai: options.openai ?? 'photo',
    });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    // A caller that hangs up in the middle of its request is no fault of the service.
    serve(request, response).catch(() => response.destroy());
  };
  const { tls } = options;
  const server = tls
    ? createTlsServer({ key: tls.key, cert: tls.certificate }, listener)
    : createServer(listener);
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    requests,
    open: () => open,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
