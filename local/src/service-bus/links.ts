import type { Receiver, Sender } from 'rhea';
import { type AmqpError, hastenResponses } from './amqp.ts';
import { handlePutToken } from './cbs.ts';
import { openConsumer } from './consume.ts';
import type { Counter } from './counter.ts';
import { type Entity, findNode, type Node, pathOf } from './entities.ts';
import { handleManagement, refuseManagement, rightFor } from './management.ts';
import { openPublisher } from './publish.ts';
import { openRequests } from './requests.ts';
import { type Claim, covers, type Keys, type Right } from './token.ts';

/** A queue's consumer, for as long as its link is open. */
export type OpenConsumer = {
  readonly sender: Sender;
  readonly counter: Counter;
  readonly leave: () => void;
};

/** Whether the identity of a client id has a right on a queue and its dead letters; keys have all. */
export type Authorise = (identity: string, queue: string, right: Right) => boolean;

/** What the links of one connection share. */
export type LinkContext = {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly keys: Keys;
  readonly isTls: boolean;
  readonly authorise: Authorise;
  readonly now: () => number;
  readonly log: (event: string, fields: object) => void;
  readonly claims: Map<string, Claim>;
  readonly consumers: Set<OpenConsumer>;
};

const SESSION_FILTER = 'com.microsoft:session-filter';

/** Opens the link of a client that sends: to a queue, to its `$management`, or to `$cbs`. */
export function attachSender(receiver: Receiver, context: LinkContext): void {
  const address = receiver.target?.address ?? '';
  const node = admit(receiver, address, 'send', context);
  if (!node) return;
  receiver.set_target({ address });
  if (node.kind === 'cbs') {
    openCbs(receiver, context);
  } else if (node.kind === 'management') {
    openRequests(receiver, (request) =>
      isClaimed(address, context, { queue: node.entity.name, right: rightFor(request) })
        ? handleManagement(request, node)
        : refuseManagement(),
    );
  } else if (node.acceptsMessages) {
    openPublisher(receiver, node.entity);
  } else {
    refuse(
      receiver,
      address,
      notAllowed('Messages cannot be sent to a dead-letter queue.'),
      context,
    );
  }
}

/** Opens the link of a client that receives: messages, or the responses to its requests. */
export function attachReceiver(sender: Sender, context: LinkContext): void {
  const address = sender.source?.address ?? '';
  const node = admit(sender, address, 'listen', context);
  if (!node) return;
  if (sender.source?.filter && SESSION_FILTER in sender.source.filter) {
    refuse(sender, address, notAllowed('The queue does not require sessions.'), context);
    return;
  }
  sender.set_source({ address });
  if (node.kind !== 'queue') {
    hastenResponses(sender);
    return;
  }
  const consumer = { sender, counter: node.counter, ...openConsumer(sender, node.counter) };
  context.consumers.add(consumer);
  sender.on('sender_close', () => leave(consumer, context));
}

/** Sends the consumers home whose link, session or connection has ended. */
export function leaveClosed(context: LinkContext): void {
  for (const consumer of context.consumers) {
    if (!consumer.sender.is_open()) leave(consumer, context);
  }
}

function leave(consumer: OpenConsumer, { consumers }: LinkContext): void {
  consumer.leave();
  consumers.delete(consumer);
}

function openCbs(receiver: Receiver, context: LinkContext): void {
  const { keys, isTls, now, log, claims } = context;
  const onVerdict = (audience: string, verdict: object) => {
    if ('refusal' in verdict) log('token-refused', { audience, reason: verdict.refusal });
  };
  openRequests(receiver, (request) =>
    handlePutToken(request, (claim) => claims.set(claim.path, claim), {
      keys,
      isTls,
      now,
      onVerdict,
    }),
  );
}

/** The node at an address that the connection may use; any other link is refused. */
function admit(
  link: Receiver | Sender,
  address: string,
  right: Right,
  context: LinkContext,
): Node | undefined {
  const node = findNode(context.entities, address);
  // What is asked for on a management link decides which right it takes.
  const needed = node?.kind === 'queue' ? { queue: node.entity.name, right } : undefined;
  if (!node) {
    refuse(link, address, notFound(address), context);
  } else if (node.kind !== 'cbs' && !isClaimed(address, context, needed)) {
    refuse(link, address, unauthorized(address), context);
    return undefined;
  }
  return node;
}

/** Whether a token that still holds covers an address, and whoever put it has the right that is needed. */
function isClaimed(
  address: string,
  { claims, now, authorise }: LinkContext,
  needed?: { readonly queue: string; readonly right: Right },
): boolean {
  const path = pathOf(address);
  return [...claims.values()].some(({ expiresAt, path: claimed, identity }) => {
    if (expiresAt <= now() || !covers(claimed, path)) return false;
    return !needed || identity === undefined || authorise(identity, needed.queue, needed.right);
  });
}

function refuse(
  link: Receiver | Sender,
  address: string,
  error: AmqpError,
  { log }: LinkContext,
): void {
  log('link-refused', { address, reason: error.condition });
  link.close(error);
}

// The client knows a missing entity by this sentence.
const notFound = (address: string): AmqpError => ({
  condition: 'amqp:not-found',
  description: `The messaging entity '${address}' could not be found.`,
});
const unauthorized = (address: string): AmqpError => ({
  condition: 'amqp:unauthorized-access',
  description: `Unauthorized access: no valid token was put for '${address}'.`,
});
const notAllowed = (description: string): AmqpError => ({
  condition: 'amqp:not-allowed',
  description,
});
