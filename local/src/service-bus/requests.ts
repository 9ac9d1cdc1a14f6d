import rhea, { type EventContext, type MessageUtil, type Receiver, type Sender } from 'rhea';
import { accepted, answer } from './amqp.ts';
import { pathOf } from './entities.ts';

export type Request = ReturnType<MessageUtil['decode']>;
export type Response = {
  readonly application_properties: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

/** Answers requests on the response link that belongs to the request link. */
export function openRequests(receiver: Receiver, handle: (request: Request) => Response): void {
  receiver.on('message', ({ message, delivery }: EventContext) => {
    if (!delivery || !Buffer.isBuffer(message)) return;
    answer(delivery, accepted());
    const request = rhea.message.decode(message);
    const responseLink = findResponseLink(receiver, request.reply_to);
    // The client matches responses by this id, so it must be of the type that the request's has.
    responseLink?.send({ body: undefined, ...handle(request), correlation_id: request.message_id });
  });
}

/** The session's link from the same node: the one that reply-to names or, if it names none, the first. */
function findResponseLink(receiver: Receiver, replyTo: unknown): Sender | undefined {
  const path = pathOf(receiver.target.address);
  const isFromNode = (link: Sender) => pathOf(link.source?.address ?? '') === path;
  const isNamed = (link: Sender) =>
    isFromNode(link) && (link.name === replyTo || link.target?.address === replyTo);
  return receiver.session.find_sender(isNamed) ?? receiver.session.find_sender(isFromNode);
}
