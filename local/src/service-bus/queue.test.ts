import { describe, expect, it } from 'vitest';
import { nextAlarm } from './advance.ts';
import { cancelScheduled, peek, takeDeferred } from './by-number.ts';
import { enqueue, take } from './queue.ts';
import { createWorld, LOCK_MS, message, START, takeOne } from './queue-fixture.ts';
import { renew, settle } from './settle.ts';

describe('queue', () => {
  it('hands messages out in the order of their sequence numbers', () => {
    const { main } = createWorld();
    for (const id of ['a', 'b', 'c']) enqueue(main, message(id));

    const ids = [takeOne(main), takeOne(main), takeOne(main)].map((entry) => entry.messageId);

    expect(ids).toEqual(['a', 'b', 'c']);
    expect(take(main, 'peek-lock')).toBeUndefined();
  });

  it('puts an abandoned message back before the later ones', () => {
    const { main } = createWorld();
    for (const id of ['a', 'b', 'c']) enqueue(main, message(id));
    const { token } = takeOne(main);
    takeOne(main);

    settle(main, token, { kind: 'abandon', properties: { note: 1 } });

    expect(takeOne(main)).toMatchObject({
      messageId: 'a',
      deliveryCount: 2,
      properties: { note: 1 },
    });
  });

  it('frees a message when its lock expires, and the old token settles nothing', () => {
    const { main, pass } = createWorld();
    enqueue(main, message('a'));
    const { token } = takeOne(main);

    pass(LOCK_MS - 1);
    expect(take(main, 'peek-lock')).toBeUndefined();
    pass(1);

    expect(settle(main, token, { kind: 'complete' })).toBe(false);
    expect(takeOne(main).deliveryCount).toBe(2);
  });

  it('loses a lock at its end even when no timer has looked yet', () => {
    const { main } = createWorld();
    let now = START;
    const late = { ...main, now: () => now };
    enqueue(late, message('a'));
    const { token } = takeOne(late);

    now += LOCK_MS;

    expect(renew(late, token)).toBeUndefined();
  });

  it('keeps a renewed lock for another term', () => {
    const { main, pass } = createWorld();
    enqueue(main, message('a'));
    const { token, lockedUntil } = takeOne(main);

    pass(600);
    expect(renew(main, token)).toBe(lockedUntil + 600);
    pass(600);

    expect(settle(main, token, { kind: 'complete' })).toBe(true);
    expect(main.counts.active).toBe(0);
  });

  it('dead-letters after the last try, by expiry as by abandoning', () => {
    const { main, deadLetters, pass } = createWorld({ maxDeliveryCount: 2 });
    enqueue(main, message('a'));
    settle(main, takeOne(main).token, { kind: 'abandon', properties: {} });
    takeOne(main);

    pass(LOCK_MS);

    expect(main.counts.active).toBe(0);
    expect(takeOne(deadLetters)).toMatchObject({
      messageId: 'a',
      deadLetterSource: 'main',
      properties: { DeadLetterReason: 'MaxDeliveryCountExceeded' },
    });
  });

  it('gives a deferred message only by its number', () => {
    const { main } = createWorld();
    const number = enqueue(main, message('a'));
    settle(main, takeOne(main).token, { kind: 'defer', properties: {} });

    expect(take(main, 'peek-lock')).toBeUndefined();
    expect(takeDeferred(main, [number, 99], 'peek-lock')).toBeUndefined();
    expect(takeDeferred(main, [number], 'peek-lock')).toHaveLength(1);
    expect(takeDeferred(main, [number], 'peek-lock')).toBeUndefined();
  });

  it('starts a scheduled message at its time, under a new number at the end', () => {
    const { main, pass } = createWorld();
    const scheduled = enqueue(main, message('later', { scheduledFor: START + 500 }));
    enqueue(main, message('now'));

    pass(499);
    expect(main.counts).toMatchObject({ active: 1, scheduled: 1 });
    expect(nextAlarm(main)).toBe(START + 500);
    pass(1);

    expect([takeOne(main).messageId, takeOne(main).messageId]).toEqual(['now', 'later']);
    expect(cancelScheduled(main, [scheduled])).toBe(false);
  });

  it('cancels what is scheduled, all of it or nothing', () => {
    const { main } = createWorld();
    const first = enqueue(main, message('a', { scheduledFor: START + 500 }));

    expect(cancelScheduled(main, [first, 99])).toBe(false);
    expect(cancelScheduled(main, [first])).toBe(true);
    expect(main.entries.size).toBe(0);
  });

  it('drops a second message with an id seen within the window, and none after it', () => {
    const { main, pass } = createWorld({ duplicateDetectionMs: 1000 });
    enqueue(main, message('a'));
    pass(999);
    enqueue(main, message('a'));
    expect(main.counts.active).toBe(1);

    pass(1);
    enqueue(main, message('a'));

    expect(main.counts.active).toBe(2);
  });

  it('forgets a message whose time to live is over, unless it is locked', () => {
    const { main, pass } = createWorld();
    enqueue(main, message('locked', { timeToLiveMs: 500 }));
    enqueue(main, message('free', { timeToLiveMs: 500 }));
    const { token } = takeOne(main);

    pass(500);

    expect(main.counts.active).toBe(1);
    expect(settle(main, token, { kind: 'complete' })).toBe(true);
  });

  it('peeks at every state in order, from a number on', () => {
    const { main } = createWorld();
    enqueue(main, message('deferred'));
    settle(main, takeOne(main).token, { kind: 'defer', properties: {} });
    enqueue(main, message('locked'));
    takeOne(main);
    enqueue(main, message('scheduled', { scheduledFor: START + 500 }));
    enqueue(main, message('active'));

    const ids = (from: number, count: number) => peek(main, from, count).map((e) => e.messageId);

    expect(ids(0, 10)).toEqual(['deferred', 'locked', 'scheduled', 'active']);
    expect(ids(2, 2)).toEqual(['locked', 'scheduled']);
  });
});
