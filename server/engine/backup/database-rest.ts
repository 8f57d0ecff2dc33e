import { setInterval as each } from 'node:timers/promises';
import type pg from 'pg';

/** Between two questions. */
const everyMs = 100;

/** `horizon`: the first transaction id that was not given out when it was last asked. */
export type Rest = { sinceMs: number; horizon: string };

/**
 * Since when nobody has written to the server. It keeps no time of its last write, unlike files, so it is asked all the
 * time: a write counts as of when it was noticed, and what was before the first question is not known.
 */
export class DatabaseRest implements AsyncDisposable {
  readonly #client: pg.Client;
  readonly #over = new AbortController();
  readonly #asking: Promise<void>;
  #rest: Rest;
  #question: Promise<unknown> = Promise.resolve();
  #failure: unknown = null;

  private constructor(client: pg.Client, horizon: string) {
    this.#client = client;
    this.#rest = { sinceMs: Date.now(), horizon };
    this.#asking = this.#askOn().catch((error: unknown) => {
      if (!this.#over.signal.aborted) this.#failure = error;
    });
  }

  /** @param client nobody else's; it is ended with this */
  static async observe(client: pg.Client): Promise<DatabaseRest> {
    return new DatabaseRest(client, await readHorizon(client));
  }

  /** Asks once more. @throws what an earlier question failed with */
  async now(): Promise<Rest> {
    if (this.#failure !== null) throw this.#failure;
    const answer = this.#question.then(() => this.#ask());
    this.#question = answer.catch(() => undefined); // a session answers one at a time
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#asking;
    await this.#client.end();
  }

  async #ask(): Promise<Rest> {
    const horizon = await readHorizon(this.#client);
    if (horizon !== this.#rest.horizon) this.#rest = { sinceMs: Date.now(), horizon };
    return this.#rest;
  }

  async #askOn(): Promise<void> {
    for await (const _ of each(everyMs, undefined, { signal: this.#over.signal })) await this.now();
  }
}

async function readHorizon(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ horizon: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as horizon',
  );
  return rows[0]?.horizon ?? '';
}
