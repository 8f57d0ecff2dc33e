import type { RehearsalReport } from '../../contract/rehearsals.ts';
import { type ScratchVolume, startHelper } from '../../docker/index.ts';
import type { Profile } from '../../installation/index.ts';
import { agreementNames, applicationName, type PostgresLink } from '../../postgres/index.ts';
import { compareNames } from '../consistency/agreement.ts';
import type { EngineDeps } from '../dependencies.ts';
import type { RehearsalRun } from './run.ts';

type Agreement = NonNullable<RehearsalReport['checked']['agreement']>;
type Rule = NonNullable<Profile['agreement']>;

/** Tries the profile's rule on the scratch pair. @param volume that the rule names. @param database in the scratch server */
export async function tryAgreement(
  deps: EngineDeps,
  run: RehearsalRun,
  rule: Rule,
  { volume, link, database }: { volume: ScratchVolume; link: PostgresLink; database: string },
): Promise<Agreement> {
  const files = await namesInFiles(deps, run, rule, volume);
  const rows = await namesInRows(run, rule, link, database);
  if ('notAsked' in rows) {
    const none = { count: 0, names: [] };
    const unknown = { holds: null, rows: 0, onlyFiles: none, onlyRows: none, problem: rows.notAsked };
    return { name: rule.name, files: files.length, ...unknown };
  }
  const { holds, onlyFiles, onlyRows } = compareNames(files, rows.names);
  return { name: rule.name, files: files.length, rows: rows.names.length, holds, onlyFiles, onlyRows, problem: null };
}

async function namesInFiles(
  deps: EngineDeps,
  { job, signal }: RehearsalRun,
  { glob, capture }: Rule,
  volume: ScratchVolume,
): Promise<string[]> {
  await using helper = await startHelper(deps, {
    job,
    role: 'look',
    mounts: [{ kind: 'volume', volume: volume.name, target: '/v', readOnly: true }],
    capabilities: ['DAC_READ_SEARCH'],
  });
  return (await helper.order('capture.names', { root: '/v', glob, capture }, { signal })).names;
}

async function namesInRows({ job }: RehearsalRun, { query }: Rule, link: PostgresLink, database: string) {
  const client = await link.connect(database, applicationName(job, 'agreement'));
  try {
    await client.query('BEGIN READ ONLY');
    return await agreementNames(client, query);
  } finally {
    await client.end();
  }
}
