import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { VISION_REPLY } from '../../test/faults/vision-reply.ts';

export type VisionStandInOptions = {
  /** How long it takes to look, in milliseconds. */
  readonly lookMs: number;
  /** Calls that it takes in each whole second of the clock; none are refused without it. */
  readonly perSecond?: number;
};

export type VisionCounts = { readonly answered: number; readonly refused: number };

export type VisionStandIn = {
  readonly endpoint: string;
  counts(): VisionCounts;
  /** From now on it takes so many a second. */
  limit(perSecond: number): void;
  close(): Promise<void>;
};

const REPLY = JSON.stringify(VISION_REPLY);
const REFUSAL = JSON.stringify({ error: { code: '429', message: 'Requests exceed the rate.' } });
const SECOND_MS = 1000;

/** Azure AI Vision with a latency and a quota by the second; what is refused is answered at once. */
export async function startVisionStandIn(options: VisionStandInOptions): Promise<VisionStandIn> {
  const { lookMs } = options;
  let { perSecond = Number.POSITIVE_INFINITY } = options;
  let answered = 0;
  let refused = 0;
  let second = 0;
  let inSecond = 0;

  async function look(response: ServerResponse): Promise<void> {
    const present = Math.floor(Date.now() / SECOND_MS);
    if (present !== second) [second, inSecond] = [present, 0];
    inSecond += 1;
    const headers = { 'content-type': 'application/json' };
    if (inSecond > perSecond) {
      refused += 1;
      response.writeHead(429, { ...headers, 'retry-after': '1' }).end(REFUSAL);
      return;
    }
    answered += 1;
    await sleep(lookMs);
    response.writeHead(200, headers).end(REPLY);
  }

  const server = createServer((request, response) => {
    request.resume().on('end', () => void look(response));
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    counts: () => ({ answered, refused }),
    limit(changed) {
      perSecond = changed;
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
