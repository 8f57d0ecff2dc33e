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
