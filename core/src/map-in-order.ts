/**
 * The results of `work` on each item in the order of the items, with at most `ahead` of them under way
 * before the consumer takes the first.
 * @throws whatever `work` throws, when its turn comes.
 */
export async function* mapInOrder<Item, Result>(
  items: Iterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    // Whoever stops early must not leave an unhandled rejection behind.
    result.catch(() => {});
    underWay.push(result);
    if (underWay.length >= ahead) yield* awaited(underWay.splice(0, 1));
  }
  yield* awaited(underWay);
}

async function* awaited<Result>(results: readonly Promise<Result>[]): AsyncGenerator<Result> {
  for (const result of results) yield await result;
}
