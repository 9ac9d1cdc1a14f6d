import rhea, {
  type Connection,
  type Delivery,
  type Receiver,
  type Sender,
  type Session,
} from 'rhea';

/** Everything that rhea has but its types do not tell; nothing outside this file knows about it. */
type Described = { readonly descriptor: { readonly value: number }; readonly value: unknown };
type Composite = { described(): Described };
type Reader = { position: number; remaining(): number; read(): Described };
type Writer = { write(value: unknown): void; toBuffer(): Buffer };
type Fields = Readonly<Record<string, unknown>>;
type MessageInternals = Record<
  'accepted' | 'rejected' | 'header' | 'properties',
  (fields?: Fields) => Composite
>;
type TypeInternals = {
  readonly Reader: new (buffer: Buffer) => Reader;
  readonly Writer: new () => Writer;
};
type TransferFrame = { readonly performative: { message_format: number | null } };
type SessionInternals = {
  on_transfer(frame: TransferFrame): void;
  on_flow(frame: unknown): void;
  readonly outgoing: {
    readonly next_delivery_id: number;
    readonly next_pending_delivery: number;
    transfer_window(): number;
  };
};
type LinkInternals = {
  readonly local: {
    readonly attach: {
      max_message_size: number;
      snd_settle_mode: number;
      rcv_settle_mode: number;
    };
  };
};
type SenderInternals = {
  issue_flow: boolean;
  credit: number;
  delivery_count: number;
  _draining: boolean;
  _drained: boolean;
  _get_drain(): boolean;
};

const internals = rhea.message as unknown as MessageInternals;
const typeInternals = rhea.types as unknown as TypeInternals;

/** rhea decodes format 0 and drops the bytes; this one it hands over as it came. */
export const PLAIN_FORMAT = 1;
/** Service Bus's format for many messages in one transfer. */
export const BATCH_FORMAT = 0x80013700;

export type AmqpError = { readonly condition: string; readonly description: string };

export const accepted = (): unknown => internals.accepted().described();
export const rejected = (error: AmqpError): unknown => internals.rejected({ error }).described();
export const headerSection = (fields: Fields): unknown => internals.header(fields).described();
export const propertiesSection = (fields: Fields): unknown =>
  internals.properties(fields).described();
export const createReader = (encoded: Buffer): Reader => new typeInternals.Reader(encoded);

/** Encodes sections one after the other. */
export function encodeSections(sections: readonly unknown[]): Buffer {
  const writer = new typeInternals.Writer();
  for (const section of sections) writer.write(section);
  return writer.toBuffer();
}

/** Settles what a client sent, with the outcome that it waits for. */
export function answer(delivery: Delivery, outcome: unknown): void {
  delivery.update(true, outcome);
}

/** Settles what a client received and has asked, by an unsettled disposition, to be settled. */
export function confirm(delivery: Delivery, outcome: unknown): void {
  delivery.update(true, outcome);
  // The client settles by receiving this and sends nothing more; rhea would wait for it, and its
  // buffer of 2,048 deliveries would fill up for good.
  (delivery as { remote_settled: boolean }).remote_settled = true;
}

/** Makes a session keep messages as encoded bytes, and say when the peer's window has moved. */
export function prepareSession(session: Session, windowMoved: () => void): void {
  const target = session as unknown as SessionInternals;
  const { on_transfer: onTransfer, on_flow: onFlow } = target;
  target.on_transfer = (frame) => {
    if (!frame.performative.message_format) frame.performative.message_format = PLAIN_FORMAT;
    onTransfer.call(session, frame);
  };
  target.on_flow = (frame) => {
    onFlow.call(session, frame);
    windowMoved();
  };
}

/** The server's half of a SASL exchange, as rhea calls it. */
export type SaslMechanism = {
  outcome: boolean | undefined;
  username: string | undefined;
  start(): void;
};

/** Lets all frames of one turn leave in one write, where rhea makes a system call of each. */
export function writeTurnsAtOnce(connection: Connection): void {
  const processTurn: () => void = connection._process;
  connection._process = () => {
    const { socket } = connection;
    socket.cork();
    processTurn.call(connection);
    socket.uncork();
  };
}

/** Says goodbye and ends a connection at once, with its timers. */
export function abortConnection(connection: Connection): void {
  connection.close({ condition: 'amqp:connection:forced', description: 'The broker stops.' });
  setImmediate(() => connection.abort_socket(connection.socket));
}

/** What the peer may send at most; to be called before the attach goes out. */
export function offerMaxMessageSize(link: Receiver | Sender, bytes: number): void {
  (link as unknown as LinkInternals).local.attach.max_message_size = bytes;
}

/** Grants the settle modes that the peer asked for; a pre-settled link makes rhea settle as it sends. */
export function grantSettleModes(link: Sender): void {
  const { attach } = (link as unknown as LinkInternals).local;
  attach.snd_settle_mode = link.snd_settle_mode === 1 ? 1 : 0;
  attach.rcv_settle_mode = link.rcv_settle_mode === 1 ? 1 : 0;
}

/**
 * Spares the client of a response link a wait of 40 ms, twice. It writes its credit and then its
 * request, or its acceptance of a response and then the next thing, and TCP sends the second only
 * when the first is acknowledged (Nagle), which with nothing to carry it takes that long (delayed
 * acknowledgement). So its flows are answered by flows, and responses need no acceptance.
 */
export function hastenResponses(sender: Sender): void {
  const link = sender as unknown as SenderInternals & LinkInternals;
  link.local.attach.snd_settle_mode = 1;
  sender.on('sender_flow', () => {
    link.issue_flow = true;
  });
}

export type Outlet = {
  /** Whether a message sent now would go on the wire now: credit, the session's window and buffer allow it. */
  readonly isReady: () => boolean;
  readonly send: (encoded: Buffer, tag: Buffer) => Delivery;
};

/** A sending link that counts what rhea has not yet put on the wire, for rhea takes the credit only then. */
export function createOutlet(sender: Sender): Outlet {
  const link = sender as unknown as SenderInternals;
  const { outgoing } = sender.session as unknown as SessionInternals;
  let handed = link.delivery_count;
  // rhea says nothing when the last credit went to a message that crossed the drain on the wire,
  // and the client, left without an answer, closes the link.
  link._get_drain = () => {
    if (!link._draining || !link._drained) return false;
    handed += link.credit;
    link.delivery_count += link.credit;
    link.credit = 0;
    return true;
  };
  return {
    isReady: () =>
      sender.is_open() &&
      sender.sendable() &&
      link.credit > handed - link.delivery_count &&
      outgoing.transfer_window() > outgoing.next_delivery_id - outgoing.next_pending_delivery,
    send: (encoded, tag) => {
      handed += 1;
      return sender.send(encoded, tag, 0);
    },
  };
}
