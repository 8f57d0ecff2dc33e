/** Progress for people, on stderr: stdout is left to what scripts read. Works with no terminal. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Runs one step and says how long it took; what the step returns as `note` is shown beside it. */
export async function step<T>(title: string, work: () => Promise<T>, note?: (result: T) => string): Promise<T> {
  const started = performance.now();
  say(`  … ${title}`);
  const result = await work();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const extra = note?.(result);
  say(`  ✓ ${title} (${seconds} s)${extra ? `: ${extra}` : ''}`);
  return result;
}
