/** Keeps progress to a few messages a second. */
export class Pace {
  #next = 0;

  isDue(): boolean {
    const now = Date.now();
    if (now < this.#next) return false;
    this.#next = now + 300;
    return true;
  }
}
