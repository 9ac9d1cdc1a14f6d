import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random.ts';

/**
 * `lost-answer`: the call is carried out and its answer is not told; `truncated`: the connection is
 * cut within the body; `stalled`: nothing ever comes; `slow`: a byte a second. There is no flipped bit
 * among them: only TLS would catch one, and there is none here.
 */
export type FaultKind =
  | '401'
  | '404'
  | '429'
  | '500'
  | '503'
  | 'reset'
  | 'lost-answer'
  | 'truncated'
  | 'stalled'
  | 'slow';

/** The share of calls that meet each fault. */
export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>;

/** The fault that this call meets, if any. */
export function drawFault(rates: FaultRates, random: Random): FaultKind | undefined {
  let left = random.next();
  for (const [kind, rate] of Object.entries(rates)) {
    left -= rate;
    // Object.entries forgets the names of its keys.
    if (left < 0) return kind as FaultKind;
  }
  return undefined;
}

/** How a refusal may ask to be left alone: `date` is two seconds from now, as an HTTP-date. */
export type RetryAfter = 'none' | '1' | '3600' | 'date';

export const SOON = ['none', '1', 'date'] as const satisfies readonly RetryAfter[];

/** The status of a fault that is a refusal. */
export function refusalStatus(fault: FaultKind | undefined): number | undefined {
  const status = Number(fault);
  return Number.isNaN(status) ? undefined : status;
}

/** Refuses as a service under load does. */
export function refuse(status: number, form: RetryAfter, response: ServerResponse): void {
  const soon = new Date(Date.now() + 2_000).toUTCString();
  const retryAfter = form === 'none' ? undefined : form === 'date' ? soon : form;
  const asked = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  response
    .writeHead(status, { 'content-type': 'application/json', ...asked })
    .end('{"error":{"code":"ServerBusy","message":"Injected."}}');
}

/** Passes an answer on, as badly as `fault` says. */
export async function passOn(
  answer: IncomingMessage,
  response: ServerResponse,
  fault: FaultKind | undefined,
): Promise<void> {
  if (fault === 'lost-answer') {
    answer.resume();
    response.destroy();
    return;
  }
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  if (fault === 'truncated') await passHalf(answer, response);
  else if (fault === 'slow') await passSlowly(answer, response);
  else await pipeline(answer, response);
}

async function passHalf(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  for await (const chunk of answer) {
    const part: Buffer = chunk;
    // What is destroyed before it is sent would be a reset, not a truncated body.
    response.write(part.subarray(0, Math.ceil(part.length / 2)), () => response.destroy());
    return;
  }
  response.destroy();
}

async function passSlowly(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  response.flushHeaders();
  for await (const chunk of answer) {
    const part: Buffer = chunk;
    for (const byte of part) {
      if (response.destroyed) return;
      response.write(Buffer.from([byte]));
      await sleep(1_000, undefined, { ref: false });
    }
  }
  response.end();
}
