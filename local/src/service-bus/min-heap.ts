/** A binary heap: whatever has the smallest key comes out first. */
export type MinHeap<Item> = { readonly items: Item[]; readonly key: (item: Item) => number };

/** An empty heap; the key of an item in it must not change. */
export function createMinHeap<Item>(key: (item: Item) => number): MinHeap<Item> {
  return { items: [], key };
}

/** What `pop` would give, left where it is. */
export function smallest<Item>(heap: MinHeap<Item>): Item | undefined {
  return heap.items[0];
}

/** Puts an item in. */
export function push<Item>({ items, key }: MinHeap<Item>, item: Item): void {
  let index = items.length;
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = items[parentIndex];
    if (parent === undefined || key(parent) <= key(item)) break;
    items[index] = parent;
    index = parentIndex;
  }
  items[index] = item;
}

/** Takes the smallest item out. */
export function pop<Item>(heap: MinHeap<Item>): Item | undefined {
  const top = heap.items[0];
  const last = heap.items.pop();
  if (last !== undefined && heap.items.length > 0) sink(heap, last);
  return top;
}

function sink<Item>({ items, key }: MinHeap<Item>, item: Item): void {
  let index = 0;
  for (;;) {
    let childIndex = 2 * index + 1;
    let child = items[childIndex];
    if (child === undefined) break;
    const right = items[childIndex + 1];
    if (right !== undefined && key(right) < key(child)) {
      child = right;
      childIndex += 1;
    }
    if (key(item) <= key(child)) break;
    items[index] = child;
    index = childIndex;
  }
  items[index] = item;
}
