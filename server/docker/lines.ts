/** Longer lines are a defect of the sender, and would fill our memory. */
const longest = 32 * 1024 * 1024;

/** Cuts a stream of bytes into lines of text, without their ends. What follows the last newline is a line too. */
export async function* lines(source: AsyncIterable<Buffer | Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(10, start); end !== -1; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      yield Buffer.concat(parts).toString('utf8');
      parts = [];
      held = 0;
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
    held += chunk.length - start;
    if (held > longest) throw new Error(`A line is longer than ${longest} bytes.`);
  }
  if (held > 0) yield Buffer.concat(parts).toString('utf8');
}
