import type { Finding } from '../../archive/finding.ts';
import type { RehearsalReport } from '../../contract/rehearsals.ts';

type Checked = RehearsalReport['checked'];

/** What was checked, in plain words. One that refuses fails the rehearsal. */
export function findingsOf(checked: Checked): Finding[] {
  return [
    ...checked.volumes.map(ofVolume),
    ...checked.databases.flatMap(ofDatabase),
    ...(checked.agreement ? [ofAgreement(checked.agreement)] : []),
  ];
}

function ofVolume({ name, problem, equal, restored, manifest, differences }: Checked['volumes'][number]): Finding {
  if (problem !== null) return refuse('volume-unreadable', `Volume ${name} can’t be restored: ${problem}.`);
  if (equal) return pass('files', `Volume ${name}: all ${manifest} entries came out as they were.`);
  if (differences.count === 0)
    return refuse('files-differ', `Volume ${name}: ${restored} entries came out, the manifest says ${manifest}.`);
  const names = differences.names.slice(0, 3).join('; ');
  return refuse('files-differ', `Volume ${name}: ${differences.count} entries came out otherwise (${names}).`);
}

function ofDatabase(database: Checked['databases'][number]): Finding[] {
  const { name, problem, warnings } = database;
  if (problem !== null) return [refuse('database-unloadable', `Database ${name} can’t be loaded: ${problem}`)];
  return [
    ofRows(database),
    ...ofStructure(database),
    ...ofConstraints(database),
    ...ofAmcheck(database),
    ...warnings.map((text) => warn('database-warning', `Database ${name}: ${text}`)),
  ];
}

function ofRows({ name, tables }: Checked['databases'][number]): Finding {
  const other = tables.filter(({ equal }) => !equal);
  if (other.length === 0) {
    const rows = tables.reduce((sum, table) => sum + (table.restored ?? 0), 0);
    return pass('rows', `Database ${name}: ${rows} rows in ${tables.length} tables, as many as in the manifest.`);
  }
  const few = other
    .slice(0, 3)
    .map((table) => `${table.schema}.${table.name}: ${said(table.restored)} instead of ${said(table.manifest)}`);
  return refuse('rows-differ', `Database ${name}: ${few.join('; ')}.`);
}

const said = (rows: number | null): string => (rows === null ? 'no table' : `${rows} rows`);

function ofStructure({ name, structure }: Checked['databases'][number]): Finding[] {
  if (structure === 'different')
    return [refuse('structure-differs', `Database ${name}: its structure came out another than the manifest says.`)];
  if (structure === 'same') return [];
  const text = `Database ${name}: its structure can’t be compared, since the scratch server is of another major version.`;
  return [warn('structure-unknown', text)];
}

function ofConstraints({ name, constraints }: Checked['databases'][number]): Finding[] {
  if (constraints === null) return [];
  const { validated, foreignKeys, notValidated } = constraints;
  const held = pass(
    'constraints',
    `Database ${name}: ${validated} constraints hold, ${foreignKeys} of them foreign keys.`,
  );
  if (notValidated.length === 0) return [held];
  const names = notValidated.slice(0, 3).join(', ');
  return [
    held,
    warn(
      'constraints-unchecked',
      `Database ${name}: ${notValidated.length} constraints are NOT VALID, as they were: ${names}.`,
    ),
  ];
}

function ofAmcheck({ name, amcheck }: Checked['databases'][number]): Finding[] {
  if (amcheck === null) return [];
  const [first] = amcheck.broken;
  if (first === undefined)
    return [pass('amcheck', `Database ${name}: ${amcheck.checked} tables and indexes are sound.`)];
  return [refuse('amcheck', `Database ${name}: ${amcheck.broken.length} tables or indexes are broken (${first}).`)];
}

function ofAgreement({ name, holds, files, onlyFiles, onlyRows, problem }: NonNullable<Checked['agreement']>): Finding {
  if (holds === null)
    return warn('agreement-unknown', `Whether files and rows agree on ${name} could not be asked: ${problem}`);
  if (holds) return pass('agreement', `Files and rows agree on all ${files} ${name}.`);
  const sides = [
    ...(onlyFiles.count > 0 ? [`only in the files: ${onlyFiles.names.slice(0, 3).join(', ')}`] : []),
    ...(onlyRows.count > 0 ? [`only in the rows: ${onlyRows.names.slice(0, 3).join(', ')}`] : []),
  ];
  return refuse('agreement', `Files and rows do not agree on ${name} (${sides.join('; ')}).`);
}

const pass = (code: string, text: string): Finding => ({ code, level: 'pass', text, remedy: null });
const warn = (code: string, text: string): Finding => ({ code, level: 'warn', text, remedy: null });

/** A part of the archive that can't be brought back. */
export function refuse(code: string, text: string): Finding {
  return {
    code,
    level: 'refuse',
    text,
    remedy: 'Do not rely on this archive. Rehearse the one before it, and make a new backup.',
  };
}
