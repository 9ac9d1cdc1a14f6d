/**
 * How long each thing may take, in milliseconds, in one place because they have one order: an image in
 * work < its lock with renewal < `replicaTimeout`, and a stop < the platform's grace. SDK calls are
 * bounded from outside, for some never return (Azure/azure-sdk-for-js#25355, #24542).
 */

/** Small reads and writes of storage end sooner than this, or are tried again later. */
export const STORAGE_MS = 30_000;
/** Loading 64 MiB and decoding it takes two minutes at most; a service may keep us waiting for five. */
export const DESCRIBE_MS = 450_000;
/** A queue that does not take an outcome by then delivers the message again, which does no harm. */
export const SETTLE_MS = 8_000;

/** Credentials, secrets and the first connection, each. */
export const CONNECT_MS = 30_000;

/** From SIGTERM on: the link is closed, what is in work may end, then the rest is given back. */
export const CLOSE_LINK_MS = 3_000;
export const GRACE_MS = 12_000;
export const CLOSE_CONNECTION_MS = 2_000;
/** What is left of telemetry is sent (core/src/telemetry.ts keeps to it). */
export const FLUSH_MS = 3_000;

/** Container Apps kills 30 s after SIGTERM (microsoft/azure-container-apps#1669). */
export const PLATFORM_GRACE_MS = 30_000;

/** What one image may take from its message to its outcome: three small steps round the description. */
export function longestMs(): number {
  const opening = 2 * STORAGE_MS;
  const writing = 2 * STORAGE_MS;
  return opening + DESCRIBE_MS + writing + SETTLE_MS;
}

/** What a stop may take, from the signal to the exit. */
export function longestStopMs(): number {
  return CLOSE_LINK_MS + GRACE_MS + SETTLE_MS + CLOSE_CONNECTION_MS + FLUSH_MS;
}
