type Keyed = { readonly key: string };

/** What the streams hold under one key; one of them at least. */
export type Joined<Upload, Record, Asked> = {
  readonly key: string;
  readonly upload: Upload | undefined;
  readonly record: Record | undefined;
  readonly asked: Asked | undefined;
};

/**
 * Three streams in the order of their keys as one, with one item of each in memory. The order is that
 * of UTF-16, as Azurite lists; a storage that orders some names otherwise makes an item come alone that
 * is not: whoever acts on an absence looks once more.
 */
export async function* joinByKey<Upload extends Keyed, Record extends Keyed, Asked extends Keyed>(
  uploads: AsyncIterable<Upload>,
  records: AsyncIterable<Record>,
  requests: AsyncIterable<Asked>,
): AsyncGenerator<Joined<Upload, Record, Asked>> {
  const [upload, record, asked] = await Promise.all([
    openCursor(uploads),
    openCursor(records),
    openCursor(requests),
  ]);
  for (;;) {
    const [key] = [upload, record, asked].flatMap((cursor) => cursor.key() ?? []).sort();
    if (key === undefined) return;
    yield {
      key,
      upload: await upload.take(key),
      record: await record.take(key),
      asked: await asked.take(key),
    };
  }
}

async function openCursor<Item extends Keyed>(stream: AsyncIterable<Item>) {
  const iterator = stream[Symbol.asyncIterator]();
  const next = async () => {
    const step = await iterator.next();
    return step.done ? undefined : step.value;
  };
  let head = await next();
  return {
    key: () => head?.key,
    /** The item at the head, if it has this key. */
    async take(key: string): Promise<Item | undefined> {
      const item = head;
      if (item?.key !== key) return undefined;
      head = await next();
      return item;
    },
  };
}
