/** The protocol headers that open AMQP and its SASL layer (AMQP 1.0, 2.2). */
const HEADER = 'AMQP';
const HEADER_BYTES = 8;

/** Cuts a stream of AMQP into its frames and protocol headers, each handed on whole. */
export function createFrameReader(onFrame: (frame: Buffer) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER_BYTES) {
      const isHeader = rest.toString('latin1', 0, HEADER.length) === HEADER;
      const size = isHeader ? HEADER_BYTES : rest.readUInt32BE(0);
      if (rest.length < size) return;
      onFrame(rest.subarray(0, size));
      rest = rest.subarray(size);
    }
  };
}
