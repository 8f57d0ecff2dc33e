/** Volumes staged at once, and beside them a database: two cores are common. */
export const volumeLanes = 2;
export const lanes = volumeLanes + 1;

/**
 * Runs work side by side, `limit` at most at once. The first failure aborts the others; it is thrown when all have let
 * go, so that nothing is under way any more.
 */
export async function sideBySide<Result>(
  works: readonly ((signal: AbortSignal) => Promise<Result>)[],
  limit: number,
  signal: AbortSignal,
): Promise<Result[]> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const results = new Array<Result>(works.length);
  const queue = works.entries();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const [index, work] of queue) {
      try {
        either.throwIfAborted();
        results[index] = await work(either);
      } catch (error) {
        failures.push(error);
        failed.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return results;
}
