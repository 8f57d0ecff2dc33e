/** Two ways of grouping names into files agree when each group of the one is a group of the other. */
export class LinkPairs {
  readonly #there = new Map<string, string>();
  readonly #back = new Map<string, string>();

  /** Whether a name's file in one tree can be its file in the other, after all the names before. */
  fits(one: string, other: string): boolean {
    const there = this.#there.get(one);
    const back = this.#back.get(other);
    if (there === undefined && back === undefined) {
      this.#there.set(one, other);
      this.#back.set(other, one);
      return true;
    }
    return there === other && back === one;
  }
}
