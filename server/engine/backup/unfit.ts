import { HoldfastError } from '../../errors/error.ts';

/** Why this moment is no good; another one may be. */
class Unfit extends Error {}

/**
 * What speaks against the moment that is being taken. Raising it ends all work on that moment, unless it is the last
 * chance: then it is taken as it is.
 */
export class Misgivings {
  readonly #last: boolean;
  readonly #stop = new AbortController();

  constructor(last: boolean) {
    this.#last = last;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** @throws to whoever raised it */
  raise(reason: string | null): void {
    if (reason === null || this.#last) return;
    this.#give(reason);
  }

  /** For `catch`: an error that means this moment is no good, last chance or not, since nothing could be taken. */
  rethrow(reasonOf: (error: unknown) => string | null): (error: unknown) => never {
    return (error) => {
      const reason = reasonOf(error);
      if (reason === null) throw error;
      return this.#give(reason);
    };
  }

  /** Why the moment was given up; null when it was not. What was ended because of it may have failed in its own words. */
  get reason(): string | null {
    const { reason } = this.#stop.signal;
    return reason instanceof Unfit ? reason.message : null;
  }

  #give(reason: string): never {
    const unfit = new Unfit(reason);
    this.#stop.abort(unfit);
    throw unfit;
  }
}

/** A table's lock that can't be had is a change under way. */
export function lockRefused(error: unknown): string | null {
  const locked = error instanceof HoldfastError && error.code === 'postgres.open-transaction';
  return locked ? 'a table was locked by a change under way' : null;
}
