/** A piece of a container's output: 1 is standard output, 2 standard error. */
export type Piece = { stream: 1 | 2; data: Buffer };

/**
 * Takes apart the stream of an attached container without a terminal: frames of 8 bytes (stream, 0, 0, 0, length) and
 * payload. A generator, so that a slow reader slows the container down; modem.demuxStream reads ahead without limit and
 * never ends.
 */
export async function* demux(source: AsyncIterable<Buffer | Uint8Array>): AsyncGenerator<Piece> {
  let header = Buffer.alloc(0);
  let left = 0;
  let stream: 1 | 2 = 1;
  for await (const chunk of source) {
    let rest = Buffer.from(chunk);
    while (rest.length > 0) {
      if (left === 0) {
        const wanted = headerBytes - header.length;
        header = Buffer.concat([header, rest.subarray(0, wanted)]);
        rest = rest.subarray(wanted);
        if (header.length < headerBytes) break;
        stream = header[0] === 2 ? 2 : 1;
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
        continue;
      }
      const data = rest.subarray(0, left);
      rest = rest.subarray(left);
      left -= data.length;
      yield { stream, data };
    }
  }
}

const headerBytes = 8;
