import pg from 'pg';
import { expect, test } from 'vitest';
import { sampleDatabase, sampleManifest } from '../../../archive/sample.ts';
import { judgeSessions } from '../look/session-findings.ts';
import type { RestoreRun } from '../run.ts';
import { recording } from '../testing/run-job.ts';
import type { Checked } from './compare.ts';
import { endStagedSessions } from './end-sessions.ts';
import type { Staged } from './stage.ts';

const sessions = {
  statement: 'delete from tokens',
  tables: [{ schema: 'public', name: 'tokens' }],
  message: 'Sign in again.',
};
const archived = { ...sampleDatabase(), tables: [{ schema: 'public', name: 'tokens', rows: 3 }] };
const checked: Checked = { files: [], tables: [] };

/** A staged database that answers the profile's statement with this. */
function stagedThat(answers: () => { rowCount: number }, tables = archived.tables): Staged {
  const client = { query: async (sql: string) => (sql.startsWith('delete') ? answers() : {}), end: async () => {} };
  return {
    reach: { link: { connect: async () => client } },
    databases: [{ archived: { ...archived, tables }, staged: { name: 'holdfast_x_new' } }],
  } as unknown as Staged;
}

function refusal(code: string): () => never {
  return () => {
    throw Object.assign(new pg.DatabaseError('does not exist', 0, 'error'), { code });
  };
}

const endIn = (staged: Staged) =>
  endStagedSessions(staged, sessions, checked, { job: 'abcdefghijkl', ...recording() } as unknown as RestoreRun);

test.each(['42P01', '42703'])(
  'a table or column that the profile names and the database lacks (%s) is a warning, not a failure',
  async (code) => {
    const { ended, warnings } = await endIn(stagedThat(refusal(code)));
    expect(ended).toBe(0);
    expect(warnings).toEqual([expect.stringContaining('none were ended')]);
  },
);

test('any other refusal of the statement fails the restore before anything is stopped', async () => {
  await expect(endIn(stagedThat(refusal('42501')))).rejects.toMatchObject({ code: 'postgres.query-failed' });
});

test('an archive without the table is warned of in the plan and in the result', async () => {
  const manifest = sampleManifest({ databases: [{ ...archived, tables: [] }] });
  expect(judgeSessions(sessions, manifest)).toMatchObject([{ code: 'sessions.no-table', level: 'warn' }]);
  expect((await endIn(stagedThat(() => ({ rowCount: 3 }), []))).warnings).toHaveLength(1);
  expect(judgeSessions(sessions, sampleManifest({ databases: [archived] }))).toEqual([]);
});
