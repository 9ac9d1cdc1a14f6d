import type { Delivery } from './broker-proxy.ts';
import type { ProxiedCall } from './fault-proxy.ts';

/** A call of storage that wrote a record, or found that one stood there. */
export type RecordWrite = {
  readonly name: string;
  readonly isWritten: boolean;
  readonly at: number;
};

/** What was seen on the wires between the executions and the services. */
export type Ledger = {
  readonly deliveries: readonly Delivery[];
  readonly writes: readonly RecordWrite[];
  readonly faults: ReadonlyMap<string, number>;
  /** When each call of the vision service was made. */
  readonly visionCalls: readonly number[];
  onDelivery(delivery: Delivery): void;
  onCall(call: ProxiedCall): void;
  /** How often it was looked whether an upload has a record. */
  looks(uploadName: string): number;
  /** How many uploads have a record. */
  described(): number;
  /** When the record of an upload was first written. */
  writtenAt(uploadName: string): number | undefined;
};

export const VISION_DOOR = 'vision';
const RECORD = /^\/devstoreaccount1\/prompts\/(.+)\.json$/;

export function createLedger(): Ledger {
  const deliveries: Delivery[] = [];
  const writes: RecordWrite[] = [];
  const firstWrites = new Map<string, number>();
  const visionCalls: number[] = [];
  const looks = new Map<string, number>();
  const faults = new Map<string, number>();
  return {
    deliveries,
    writes,
    faults,
    visionCalls,
    onDelivery: (delivery) => void deliveries.push(delivery),
    onCall({ door, method, path, status, fault, at }) {
      if (door === VISION_DOOR) visionCalls.push(at);
      if (fault) faults.set(fault, (faults.get(fault) ?? 0) + 1);
      const [, encoded] = RECORD.exec(path.split('?')[0] ?? '') ?? [];
      if (encoded === undefined) return;
      const name = decodeURIComponent(encoded);
      if (method === 'HEAD') looks.set(name, (looks.get(name) ?? 0) + 1);
      if (method !== 'PUT') return;
      if (status === 201 && !firstWrites.has(name)) firstWrites.set(name, at);
      if (status === 201 || status === 409 || status === 412) {
        writes.push({ name, isWritten: status === 201, at });
      }
    },
    looks: (name) => looks.get(name) ?? 0,
    described: () => firstWrites.size,
    writtenAt: (name) => firstWrites.get(name),
  };
}
