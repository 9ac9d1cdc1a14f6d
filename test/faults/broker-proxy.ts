import { connect, createServer, type Socket } from 'node:net';
import { createFrameReader } from './amqp-frames.ts';
import { type Door, openDoor } from './doors.ts';

/** A message that went out to a receiver, by the blob that its event names. */
export type Delivery = { readonly door: string; readonly name: string; readonly at: number };

export type BrokerProxy = {
  open(name: string): Promise<Door>;
  /** Cuts every connection there is, without a goodbye. */
  cut(): void;
  /** While it lasts nothing passes, and nobody is told: connections stay open. */
  freeze(isOn: boolean): void;
  /** While it lasts the broker is asked for something it does not know instead of a renewal. */
  refuseRenewals(isOn: boolean): void;
};

const RENEWAL = Buffer.from('com.microsoft:renew-lock');
const NO_RENEWAL = Buffer.from('com.microsoft:renew-nope');
const EVENT_OF = /\/containers\/uploads\/blobs\/([^"]+)"/;

/** The Service Bus stand-in as it is reached over a bad network; tells of each delivery. */
export function createBrokerProxy(
  targetPort: number,
  onDelivery: (delivery: Delivery) => void,
): BrokerProxy {
  const pairs = new Set<readonly [Socket, Socket]>();
  let isFrozen = false;
  let renews = true;

  function pair(door: string, client: Socket): void {
    const broker = connect({ host: '127.0.0.1', port: targetPort, noDelay: true });
    client.setNoDelay(true);
    const both = [client, broker] as const;
    pairs.add(both);
    const end = () => {
      pairs.delete(both);
      for (const socket of both) socket.destroy();
    };
    for (const socket of both) socket.on('close', end).on('error', end);
    client.on(
      'data',
      createFrameReader((frame) => broker.write(renews ? frame : spoil(frame))),
    );
    const toClient = createFrameReader((frame) => {
      const name = deliveredName(frame);
      if (name !== undefined) onDelivery({ door, name, at: performance.now() });
      client.write(frame);
    });
    broker.on('data', toClient);
    if (isFrozen) hold(both);
  }

  return {
    open: (name) => openDoor(createServer((client) => pair(name, client))),
    cut() {
      for (const [client] of pairs) client.destroy();
    },
    freeze(isOn) {
      isFrozen = isOn;
      for (const both of pairs) {
        if (isOn) hold(both);
        else for (const socket of both) socket.resume();
      }
    },
    refuseRenewals(isOn) {
      renews = !isOn;
    },
  };
}

function hold(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.pause();
}

function spoil(frame: Buffer): Buffer {
  const at = frame.indexOf(RENEWAL);
  return at < 0 ? frame : Buffer.concat([frame.subarray(0, at), NO_RENEWAL, rest(frame, at)]);
}

function rest(frame: Buffer, at: number): Buffer {
  return frame.subarray(at + RENEWAL.length);
}

/** Answers of `$management` hold messages too, that were only peeked at. */
function deliveredName(frame: Buffer): string | undefined {
  const text = frame.toString('latin1');
  return text.includes('statusCode') ? undefined : EVENT_OF.exec(text)?.[1];
}
