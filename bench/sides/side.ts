/** Figures of one run by name: `ms` always, `bytes` stored where there are some. */
export type Figures = Record<string, number>;

/** A tool that backs up the world: from nothing, and then on what it has. */
export type Side = {
  name: string;
  first(): Promise<Figures>;
  next(): Promise<Figures>;
  /** Forgets all it stored. */
  clear(): Promise<void>;
};

/** How long some work took, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
