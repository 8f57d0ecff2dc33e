import { bytes } from '../format/bytes.ts';
import { capital, count, countOf, listOf, wordsOf } from '../format/number.ts';

const change = {
  type: 'type',
  size: 'contents',
  mode: 'mode',
  owner: 'owner',
  time: 'time',
  target: 'link target',
} as const;

export const compare = {
  title: 'Compare',
  loading: 'Loading the archives',
  looking: 'Looking at both sides',
  lookingLive:
    'The installation is being looked at: files by their names, sizes, owners and times, tables by their rows.',
  metaArchives: 'Read from both archives; nothing has been restored',
  metaLive: (at: string) => `Read from the archive, and from the installation as it was at ${at}`,
  restore: 'Restore the pair…',
  again: 'Look again',
  before: 'Before',
  after: 'After',
  now: (project: string) => `${project} as it is now`,
  choice: (at: string, version: string | null) => (version ? `${at} (${version})` : at),
  swap: 'Swap before and after',
  noSwap: 'What is now can only come after',
  same: 'Before and after are the same archive. Choose another one.',
  nothing: 'Nothing differs: no entry, no row, no version.',
  nothingSeen: 'Nothing differs of what could be looked at.',
  say: (came: string, went: string, changed: string) =>
    [came && `${came} came.`, went && `${went} went.`, changed && `${changed} changed.`].filter(Boolean).join(' '),
  entriesAndRows: (entries: number, rows: number) =>
    [entries > 0 ? `**${countOf(entries, 'entry', 'entries')}**` : '', rows > 0 ? `**${countOf(rows, 'row')}**` : '']
      .filter(Boolean)
      .join(' and '),
  period: (span: string) => `Between the two lie **${span}**.`,
  product: (name: string, from: string, to: string) => `${name} went from **${from}** to **${to}**.`,
  rolesCame: (names: readonly string[]) => `The database server’s ${roles(names)} came.`,
  rolesWent: (names: readonly string[]) => `The database server’s ${roles(names)} went.`,
  membershipsCame: (names: readonly string[]) => `The ${memberships(names)} came.`,
  membershipsWent: (names: readonly string[]) => `The ${memberships(names)} went.`,
  problems: 'Not looked at',
  back: 'Going back',
  backSmall: (at: string) => `to ${at} would`,
  backProduct: (name: string, from: string, to: string) =>
    `**Bring data of ${name} ${to} under ${from}.** Whether that is allowed, and what else it needs, the preflight of a restore says.`,
  backStructure: (database: string) =>
    `**Take the structure of ${database} back,** with its tables, columns, constraints and rights.`,
  backTables: (names: readonly string[]) => `**Take ${wordsOf(names.length, 'table')} away:** ${listOf(names)}.`,
  backVolumes: (names: readonly string[]) =>
    `**Leave ${wordsOf(names.length, 'volume')} alone that came since:** ${listOf(names)}.`,
  backRoles: (names: readonly string[]) => `**Not know ${roles(names)}** of the database server that came since.`,
  backMemberships: (names: readonly string[]) => `**End the ${memberships(names)}** that came since.`,
  backFiles: (entries: number) =>
    `**Take ${countOf(entries, 'entry', 'entries')} away** that came since, and their contents.`,
  versions: 'Versions',
  heads: { what: 'What', difference: 'Difference' },
  structure: (database: string) => `Structure of ${database}`,
  structureIs: { same: 'the same', different: 'another', unknown: 'not known: of different major versions' },
  collation: (database: string) => `Collation of ${database}`,
  extension: (name: string) => `Extension ${name}`,
  unknown: 'not known',
  none: 'not there',
  is: { same: 'the same', changed: 'another', added: 'came', gone: 'went', unknown: 'not known' },
  roles: 'Roles',
  rolesSmall: 'of the database server',
  rolesNone: 'The same roles on both sides, with the same memberships.',
  role: { added: 'came', gone: 'went', changed: 'has other rights' },
  member: (member: string, role: string) => `${member} in ${role}`,
  membership: { added: 'came', gone: 'went', changed: 'has other options' },
  files: 'Files',
  filesAside: (left: number, right: number, leftBytes: number, rightBytes: number) =>
    `${count(left)} entries before, ${count(right)} after; ${bytes(leftBytes)} and ${bytes(rightBytes)}`,
  to: (before: number) => `${count(before)} to `,
  volume: 'Volume',
  tables: 'Tables',
  tablesAside: (left: number, right: number, equal: number) =>
    `${countOf(left, 'row')} before, ${countOf(right, 'row')} after; ${countOf(equal, 'table')} without a difference`,
  table: 'Table',
  tablesNote:
    'Rows are counted, not compared: a table with as many rows as before may hold others. Bars of one table share a scale; what is under 1 px is drawn as a hairline.',
  tablesEqual: 'Every table has as many rows as before, in the same columns.',
  columns: (added: readonly string[], gone: readonly string[], changed: readonly string[]) =>
    `columns: ${[
      added.length > 0 ? `${listOf(added)} came` : '',
      gone.length > 0 ? `${listOf(gone)} went` : '',
      changed.length > 0 ? `${listOf(changed)} changed` : '',
    ]
      .filter(Boolean)
      .join(', ')}`,
  bar: (came: number, changed: number, gone: number) =>
    `${capital(wordsOf(came, 'one', 'ones'))} came, ${count(changed)} changed, ${count(gone)} gone`,
  changedWords: (changed: number) => `${count(changed)} changed`,
  key: { gone: 'gone, left of the line', came: 'came', changed: 'changed' },
  whole: {
    added: 'the whole volume came',
    gone: 'the whole volume went',
    unknown: 'could not be compared',
    same: 'the same',
  },
  wholeTable: { added: 'the table came', gone: 'the table went', unknown: 'not counted', same: 'the same' },
  differing: (volume: string) => `What differs in ${volume}`,
  entriesHeads: { name: 'Entry', what: 'What differs', size: 'Size' },
  what: (parts: readonly (keyof typeof change)[]) => listOf(parts.map((part) => change[part])),
  signs: { added: '+', gone: '−', changed: '~' },
  signWords: { added: 'came', gone: 'went', changed: 'changed' },
  sizes: (left: number | null, right: number | null) =>
    left === null || right === null || left === right
      ? [left ?? right]
          .filter((size) => size !== null)
          .map(bytes)
          .join('')
      : `${bytes(left)} to ${bytes(right)}`,
  shown: (shown: number, total: number) => `${count(shown)} of ${count(total)} shown.`,
  more: 'Show more',
  noneDiffers: 'No entry of this volume differs.',
} as const;

function memberships(names: readonly string[]): string {
  return `${names.length === 1 ? 'membership' : 'memberships'} ${listOf(names)}`;
}

function roles(names: readonly string[]): string {
  return `${names.length === 1 ? 'role' : 'roles'} ${listOf(names)}`;
}
