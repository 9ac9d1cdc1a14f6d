import type { EventContext, Sender } from 'rhea';
import { accepted, confirm, createOutlet, grantSettleModes, rejected } from './amqp.ts';
import type { Consumer, Counter } from './counter.ts';
import { deliveryTag, lockTokenOfTag, newLockToken } from './lock-token.ts';
import { writeMessage } from './message.ts';
import { settle } from './settle.ts';
import { settlementOf } from './settlement.ts';

const OUTCOMES = ['accepted', 'rejected', 'modified', 'released'] as const;
const LOCK_LOST = {
  condition: 'com.microsoft:message-lock-lost',
  description: 'The lock supplied is invalid. Either the lock expired, or the message was settled.',
};

/** Serves a receiver from a queue. What it has locked stays locked when it goes. */
export function openConsumer(sender: Sender, counter: Counter): { readonly leave: () => void } {
  grantSettleModes(sender);
  const outlet = createOutlet(sender);
  const consumer: Consumer = {
    mode: sender.snd_settle_mode === 1 ? 'receive-and-delete' : 'peek-lock',
    isReady: outlet.isReady,
    give: (entry) => {
      outlet.send(writeMessage(entry), deliveryTag(entry.lock?.token ?? newLockToken()));
    },
  };
  counter.join(consumer);
  sender.on('sender_flow', counter.serve);
  sender.on('sendable', counter.serve);
  // The flow before it has been served, so whatever credit is left now is to be used up.
  sender.on('sender_draining', () => sender.set_drained(true));
  for (const outcome of OUTCOMES) {
    sender.on(outcome, (context: EventContext) => onOutcome(counter, outcome, context));
  }
  return { leave: () => counter.leave(consumer) };
}

/** The answer is `accepted` whatever the outcome was; an error in it rejects the client's promise. */
function onOutcome(counter: Counter, outcome: string, { delivery }: EventContext): void {
  if (!delivery || !Buffer.isBuffer(delivery.tag)) return;
  const settlement = settlementOf(outcome, delivery.remote_state ?? {});
  const isSettled = settle(counter.queue, lockTokenOfTag(delivery.tag), settlement);
  confirm(delivery, isSettled ? accepted() : rejected(LOCK_LOST));
  counter.serve();
}
