/**
 * Waits for all of them, then throws the first error. `Promise.all` would go on while the others still work on
 * something that the caller is about to take away.
 */
export async function together<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T>;
export async function together<T>(work: readonly Promise<T>[]): Promise<T[]>;
export async function together(work: readonly Promise<unknown>[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(work);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

/** Holds what does not need each other: a stack would dispose of one after another, and each container takes its time. */
export class Beside implements AsyncDisposable {
  readonly #held: AsyncDisposable[] = [];

  async keep<T extends AsyncDisposable>(made: Promise<T>): Promise<T> {
    const kept = await made;
    this.#held.push(kept);
    return kept;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await together(this.#held.map(async (each) => each[Symbol.asyncDispose]()));
  }
}
