import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, migrate, openDatabase } from './database.ts';

/** For tests: a migrated database in a folder of its own, gone when disposed. */
export async function temporaryDatabase(): Promise<{ db: Database; folder: string } & AsyncDisposable> {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-test-'));
  const db = openDatabase(folder);
  await migrate(db);
  return {
    db,
    folder,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
