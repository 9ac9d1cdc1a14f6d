import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Door, openDoor } from './doors.ts';
import {
  drawFault,
  type FaultKind,
  type FaultRates,
  passOn,
  type RetryAfter,
  refusalStatus,
  refuse,
  SOON,
} from './http-faults.ts';
import type { Random } from './random.ts';

/** Longer than the SDK keeps an idle connection: only faults that are asked for. */
const KEEP_ALIVE_MS = 620_000;

/** One call as the service behind answered it, whatever its caller was told. */
export type ProxiedCall = {
  readonly door: string;
  readonly method: string;
  readonly path: string;
  /** Undefined if it never reached the service. */
  readonly status: number | undefined;
  readonly fault: FaultKind | 'outage' | undefined;
  readonly at: number;
};

export type FaultProxy = {
  /** Another way in; `name` says in the calls who came by it. */
  open(name: string): Promise<Door>;
  /** From now on, calls meet faults at these rates; refusals ask for one of these waits. */
  misbehave(rates: FaultRates, retryAfter?: readonly [RetryAfter, ...RetryAfter[]]): void;
  /** Calls that come while it holds wait; the returned function lets them go. */
  hold(): () => void;
  /** How many calls wait now. */
  held(): number;
  /** While it lasts every call is cut. */
  outage(isOn: boolean): void;
  close(): void;
};

export type FaultProxyOptions = {
  readonly targetPort: number;
  readonly random: Random;
  readonly onCall: (call: ProxiedCall) => void;
};

/** An HTTP service as it is reached over a bad network, or while it is having a bad day. */
export function createFaultProxy({ targetPort, random, onCall }: FaultProxyOptions): FaultProxy {
  const agent = new Agent({ keepAlive: true });
  let rates: FaultRates = {};
  let waits: readonly [RetryAfter, ...RetryAfter[]] = SOON;
  let isOut = false;
  let held = 0;
  let released: Promise<void> | undefined;

  async function serve(door: string, incoming: IncomingMessage, outgoing: ServerResponse) {
    const { method = 'GET', url: path = '' } = incoming;
    const fault = isOut ? 'outage' : drawFault(rates, random);
    const tell = (status?: number) =>
      onCall({ door, method, path, status, fault, at: performance.now() });
    if (fault === 'outage' || fault === 'reset') {
      tell();
      outgoing.destroy();
      return;
    }
    const body = await buffer(incoming);
    if (fault === 'stalled') return tell();
    const refusal = refusalStatus(fault);
    if (refusal !== undefined) {
      tell();
      return refuse(refusal, random.pick(waits), outgoing);
    }
    held += 1;
    await released;
    held -= 1;
    // Who did not wait so long has not made the call.
    if (outgoing.destroyed) return;
    const answer = await forward(incoming, body);
    tell(answer.statusCode);
    await passOn(answer, outgoing, fault);
  }

  /** To its end, even if who asked is dead by then: a service goes on with what it was sent. */
  function forward(incoming: IncomingMessage, body: Buffer) {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const { method, url, headers } = incoming;
    const target = { agent, host: '127.0.0.1', port: targetPort };
    const call = request({ ...target, method, path: url, headers }, resolve);
    call.once('error', reject);
    call.end(body);
    return promise;
  }

  return {
    open(name) {
      const server = createServer((incoming, outgoing) => {
        serve(name, incoming, outgoing).catch(() => outgoing.destroy());
      });
      server.keepAliveTimeout = KEEP_ALIVE_MS;
      return openDoor(server);
    },
    misbehave(next, retryAfter = SOON) {
      rates = next;
      waits = retryAfter;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      released = promise;
      return resolve;
    },
    held: () => held,
    outage(isOn) {
      isOut = isOn;
    },
    close: () => agent.destroy(),
  };
}
