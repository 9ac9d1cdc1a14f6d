/**
 * `chunks` cut into blocks of `blockBytes`, the last one shorter; none of an empty source. Each block is
 * written over by the next: whoever takes one is done with it when it takes another.
 */
export async function* blocksOf(
  chunks: AsyncIterable<Uint8Array>,
  blockBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let block: Uint8Array | undefined;
  let filled = 0;
  for await (const chunk of chunks) {
    // Not pooled and not zeroed: of a small image's block only the pages that it fills are ever real.
    block ??= Buffer.allocUnsafeSlow(blockBytes);
    for (let taken = 0; taken < chunk.length; ) {
      const part = chunk.subarray(taken, taken + blockBytes - filled);
      block.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < blockBytes) continue;
      yield block;
      filled = 0;
    }
  }
  if (block && filled > 0) yield block.subarray(0, filled);
}
