/**
 * Sizes of `files` files that together have exactly `bytes`: mostly small ones, a tenth of them ten times as large.
 */
export function sizesFor(bytes: number, files: number): number[] {
  const weights = Array.from({ length: files }, (_, index) => (index % 10 === 0 ? 10 : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sizes = weights.map((weight) => Math.floor((bytes * weight) / total));
  sizes[0] = (sizes[0] ?? 0) + bytes - sizes.reduce((sum, size) => sum + size, 0);
  return sizes;
}

const blockSize = 64 * 1024;

/** Content in blocks: half of each random (from the seed), half text that compresses, as data of machines does. */
export function* contentOf(size: number, seed: number): Generator<Buffer> {
  let state = seed >>> 0 || 1;
  for (let left = size; left > 0; left -= blockSize) {
    const block = Buffer.alloc(blockSize, `value=${state};quality=good;unit=bar\n`);
    for (let at = 0; at < blockSize / 2; at += 4) {
      // xorshift32: fast and repeatable; quality does not matter here.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      block.writeInt32LE(state, at);
    }
    yield left < blockSize ? block.subarray(0, left) : block;
  }
}
