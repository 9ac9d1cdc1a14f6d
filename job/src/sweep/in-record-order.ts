import { promptName } from '@blobscribe/core/blob-names';

/**
 * Uploads, which come in the order of their own names, in the order of their records' names. The two
 * differ where one name begins another: `a` comes before `a.b`, but `a.b.json` before `a.json`. An
 * upload is held until no later one can have a smaller record name, so those that are held are all
 * beginnings of one name: at most as many as it has characters.
 */
export async function* inRecordOrder<Upload extends { readonly name: string }>(
  uploads: AsyncIterable<Upload>,
): AsyncGenerator<Upload & { readonly key: string }> {
  const held: (Upload & { readonly key: string })[] = [];
  for await (const upload of uploads) {
    // Whatever comes from now on is at least this name, and its record's name is longer still.
    const ready = held.findIndex(({ key }) => key > upload.name);
    yield* held.splice(0, ready < 0 ? held.length : ready);
    const key = promptName(upload.name);
    const place = held.findIndex((other) => other.key > key);
    held.splice(place < 0 ? held.length : place, 0, { ...upload, key });
  }
  yield* held;
}
