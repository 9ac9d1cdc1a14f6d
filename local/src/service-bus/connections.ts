import rhea, { type Connection, type Container, type EventContext } from 'rhea';
import { abortConnection, prepareSession, type SaslMechanism, writeTurnsAtOnce } from './amqp.ts';
import { attachReceiver, attachSender, type LinkContext, leaveClosed } from './links.ts';

export type ConnectionsOptions = Omit<LinkContext, 'claims' | 'consumers'>;
export type Connections = { readonly container: Container; readonly abort: () => void };

const CONTAINER_OPTIONS = {
  // Without it every batch waits 40 ms for a delayed acknowledgement.
  tcp_no_delay: true,
  // rhea then writes its AMQP header only after the client's: a client of rhea's leaves what
  // follows the SASL outcome in one read unparsed until the next read.
  require_sasl: true,
  autoaccept: false,
  treat_modified_as_released: false,
};

// Both say that the token comes later, on $cbs. The JavaScript client takes the latter.
const MECHANISMS = ['MSSBCBS', 'ANONYMOUS'];

/** The AMQP side: a container whose events open and close links on the entities. */
export function createConnections(options: ConnectionsOptions): Connections {
  const container = rhea.create_container({ id: 'service-bus', ...CONTAINER_OPTIONS });
  const contexts = new Map<Connection, LinkContext>();
  for (const mechanism of MECHANISMS) container.sasl_server_mechanisms[mechanism] = trustEveryone;
  container.on('connection_open', ({ connection }: EventContext) => {
    writeTurnsAtOnce(connection);
    contexts.set(connection, { ...options, claims: new Map(), consumers: new Set() });
  });
  const withContext = (act: (context: LinkContext, event: EventContext) => void) => {
    return (event: EventContext) => {
      const context = contexts.get(event.connection);
      if (context) act(context, event);
    };
  };
  container.on('session_open', withContext(onSessionOpen));
  container.on('receiver_open', withContext(onReceiverOpen));
  container.on('sender_open', withContext(onSenderOpen));
  container.on('session_close', withContext(leaveClosed));
  const onEnd = (event: EventContext) => {
    withContext(leaveClosed)(event);
    contexts.delete(event.connection);
  };
  container.on('connection_close', onEnd);
  container.on('disconnected', onEnd);
  logFailures(container, options.log);
  return {
    container,
    abort: () => {
      for (const connection of contexts.keys()) abortConnection(connection);
    },
  };
}

function onSessionOpen({ consumers }: LinkContext, { session }: EventContext): void {
  if (!session) return;
  prepareSession(session, () => {
    for (const { sender, counter } of consumers) {
      if (sender.session === session) counter.serve();
    }
  });
}

function onReceiverOpen(context: LinkContext, { receiver }: EventContext): void {
  if (receiver) attachSender(receiver, context);
}

function onSenderOpen(context: LinkContext, { sender }: EventContext): void {
  if (sender) attachReceiver(sender, context);
}

/** An event of these that nobody hears makes rhea throw or write to the console. */
function logFailures(container: Container, log: ConnectionsOptions['log']): void {
  for (const event of ['protocol_error', 'error', 'connection_error', 'session_error']) {
    container.on(event, (cause: { error?: unknown }) => {
      log('connection-failed', { event, reason: String(cause.error ?? cause) });
    });
  }
}

const trustEveryone = (): SaslMechanism => ({
  outcome: undefined,
  username: undefined,
  start() {
    this.outcome = true;
  },
});
