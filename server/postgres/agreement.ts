import type pg from 'pg';

/** The names that the agreement rule's query gives, sorted by bytes. Read-only; give it the snapshot's client. */
export async function agreementNames(_client: pg.Client, _query: string): Promise<string[]> {
  throw new Error('not built yet');
}
