import type { Evidence } from '../../archive/evidence.ts';

/** Moments and spans as the evidence writes them. */

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** From then until now. */
export function spanSince(from: number): { from: string; to: string } {
  return { from: iso(from), to: iso(Date.now()) };
}

export type Step = Evidence['steps'][number];

/** Notes how long each piece of work took, though they overlap. */
export class Stopwatch {
  readonly steps: Step[] = [];

  async of<T>(name: string, work: Promise<T>): Promise<T> {
    const from = Date.now();
    try {
      return await work;
    } finally {
      this.steps.push({ name, ...spanSince(from) });
    }
  }
}
