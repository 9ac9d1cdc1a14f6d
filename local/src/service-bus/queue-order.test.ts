import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cancelScheduled, takeDeferred } from './by-number.ts';
import { type Entry, enqueue, take } from './queue.ts';
import { createWorld, LOCK_MS, message, takeOne, type World } from './queue-fixture.ts';
import { renew, settle } from './settle.ts';

type Step =
  | { readonly kind: 'send'; readonly delayMs: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'take' }
  | { readonly kind: 'take-deferred' | 'cancel'; readonly pick: number }
  | { readonly kind: 'complete' | 'renew'; readonly pick: number }
  | { readonly kind: 'abandon' | 'defer' | 'dead-letter'; readonly pick: number };

const pick = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), delayMs: fc.constantFrom(0, 0, 700) }),
  fc.record({ kind: fc.constant('take' as const) }),
  fc.record({ kind: fc.constantFrom('take-deferred' as const, 'cancel' as const), pick }),
  fc.record({ kind: fc.constantFrom('complete' as const, 'renew' as const), pick }),
  fc.record({ kind: fc.constantFrom('abandon' as const, 'defer' as const), pick }),
  fc.record({ kind: fc.constant('dead-letter' as const), pick }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 800 }) }),
);

/** Takes the steps and gives how many messages there must be in the end. */
function takeSteps({ main, pass }: World, steps: readonly Step[]): number {
  const tokens: string[] = [];
  const keepToken = (entry: Entry<string> | undefined) => {
    if (entry?.lock) tokens.push(entry.lock.token);
  };
  const pickToken = (index: number) => tokens[index % tokens.length] ?? '';
  const pickNumber = (index: number) => [...main.entries.keys()][index % main.entries.size] ?? 0;
  let sent = 0;
  let gone = 0;
  for (const step of steps) {
    if (step.kind === 'send') {
      sent += 1;
      enqueue(main, message(`m${sent}`, { scheduledFor: main.now() + step.delayMs }));
    } else if (step.kind === 'pass') {
      pass(step.ms);
    } else if (step.kind === 'take') {
      keepToken(take(main, 'peek-lock'));
    } else if (step.kind === 'take-deferred') {
      keepToken(takeDeferred(main, [pickNumber(step.pick)], 'peek-lock')?.[0]);
    } else if (step.kind === 'cancel') {
      gone += cancelScheduled(main, [pickNumber(step.pick)]) ? 1 : 0;
    } else if (step.kind === 'renew') {
      renew(main, pickToken(step.pick));
    } else if (step.kind === 'complete') {
      gone += settle(main, pickToken(step.pick), { kind: 'complete' }) ? 1 : 0;
    } else {
      settle(main, pickToken(step.pick), { kind: step.kind, properties: {} });
    }
  }
  return sent - gone;
}

describe('queue, whatever the order of operations', () => {
  it('loses no message, has none twice, and counts rightly', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const world = createWorld();

        const expected = takeSteps(world, steps);

        const held = [...world.main.entries.values()];
        const all = [...held, ...world.deadLetters.entries.values()];
        expect(all).toHaveLength(expected);
        expect(new Set(all.map((entry) => entry.messageId)).size).toBe(expected);
        const count = (state: string) => held.filter((entry) => entry.state === state).length;
        expect(world.main.counts).toEqual({
          active: count('active'),
          scheduled: count('scheduled'),
          deferred: count('deferred'),
        });
        expect(world.main.locked.size).toBe(held.filter((entry) => entry.lock).length);
      }),
      { numRuns: 500 },
    );
  });

  it('hands out every active message in order once the locks have expired', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const world = createWorld({ maxDeliveryCount: 1000 });
        takeSteps(world, steps);
        world.pass(LOCK_MS);

        const { active } = world.main.counts;
        const taken = Array.from({ length: active }, () => takeOne(world.main).sequenceNumber);

        expect(taken).toEqual([...new Set(taken)].sort((left, right) => left - right));
        expect(take(world.main, 'peek-lock')).toBeUndefined();
      }),
    );
  });
});
