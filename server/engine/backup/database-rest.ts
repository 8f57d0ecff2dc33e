import type pg from 'pg';

/**
 * Since when nobody has written to the server. It keeps no time of its last write, unlike files, so it is asked now and
 * then: a write counts as of when it was noticed, and what was before the first question is not known.
 */
export class DatabaseRest {
  readonly #client: pg.Client;
  #horizon: string;
  #sinceMs: number;

  private constructor(client: pg.Client, horizon: string) {
    this.#client = client;
    this.#horizon = horizon;
    this.#sinceMs = Date.now();
  }

  static async observe(client: pg.Client): Promise<DatabaseRest> {
    return new DatabaseRest(client, await readHorizon(client));
  }

  /** The first transaction id that was not given out when it was last asked. */
  get horizon(): string {
    return this.#horizon;
  }

  /** Asks once more. @returns ms since the epoch */
  async since(): Promise<number> {
    const now = await readHorizon(this.#client);
    if (now !== this.#horizon) this.#sinceMs = Date.now();
    this.#horizon = now;
    return this.#sinceMs;
  }
}

async function readHorizon(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ horizon: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as horizon',
  );
  return rows[0]?.horizon ?? '';
}
