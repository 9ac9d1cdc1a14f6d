import { randomBytes } from 'node:crypto';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export type TraceContext = {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
};

/** Reads a W3C Trace Context header, version 00; undefined if it is none or all zeros. */
export function parseTraceparent(text: string | undefined): TraceContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(text ?? '') ?? [];
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}

/** Writes the header for a trace and one of its spans. */
export function formatTraceparent({ traceId, spanId, traceFlags }: TraceContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** A new span in the trace of `parent`, or in a new trace where there is no parent. */
export function nextTraceparent(parent: string | undefined): string {
  const traceId = parseTraceparent(parent)?.traceId ?? randomBytes(16).toString('hex');
  return formatTraceparent({ traceId, spanId: randomBytes(8).toString('hex'), traceFlags: 1 });
}
