/** Things to do at their time: the earliest first, and of one time those that were added first. */
export type Agenda = {
  at(time: number, work: () => void): void;
  /** Does one thing; false if there is none left. */
  next(): boolean;
  now(): number;
};

type Entry = { readonly time: number; readonly number: number; readonly work: () => void };

/** A binary heap: a pattern has a hundred thousand events, most of them far ahead. */
export function createAgenda(): Agenda {
  const heap: Entry[] = [];
  let added = 0;
  let now = 0;

  const before = (left: Entry | undefined, right: Entry | undefined) =>
    left !== undefined &&
    (right === undefined ||
      left.time < right.time ||
      (left.time === right.time && left.number < right.number));

  function swap(one: number, other: number): void {
    const [left, right] = [heap[one], heap[other]];
    if (left && right) [heap[one], heap[other]] = [right, left];
  }

  return {
    now: () => now,
    at(time, work) {
      let place = heap.push({ time, number: added++, work }) - 1;
      while (place > 0) {
        const parent = (place - 1) >> 1;
        if (!before(heap[place], heap[parent])) break;
        swap(place, parent);
        place = parent;
      }
    },
    next() {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last) return false;
      if (heap.length > 0) heap[0] = last;
      for (let place = 0; ; ) {
        const [left, right] = [2 * place + 1, 2 * place + 2];
        const child = before(heap[right], heap[left]) ? right : left;
        if (!before(heap[child], heap[place])) break;
        swap(place, child);
        place = child;
      }
      now = first.time;
      first.work();
      return true;
    },
  };
}
