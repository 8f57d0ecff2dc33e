const limit = 64 * 1024;

/** Keeps the last 64 KiB of what it is given: enough to explain a failure, never a disk's worth. */
export type Tail = { add(data: Buffer): void; text(): string };

export function newTail(): Tail {
  let kept = Buffer.alloc(0);
  return {
    add(data) {
      kept = Buffer.concat([kept, data]);
      if (kept.length > limit) kept = Buffer.from(kept.subarray(kept.length - limit));
    },
    text: () => kept.toString('utf8').trim(),
  };
}
