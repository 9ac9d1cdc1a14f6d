/**
 * Gives back at once what nobody will read again; a view on a part of something larger is left alone.
 * Memory outside of V8's heap makes the collector go through that heap, for nothing, with every second
 * photograph: a third of a child's time where they are small (measured).
 */
export function giveBack(...views: readonly ArrayBufferView[]): void {
  for (const { buffer, byteLength } of views) {
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
  }
}
