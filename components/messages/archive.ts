import { bytes } from '../format/bytes.ts';
import { duration } from '../format/duration.ts';
import { count, countOf } from '../format/number.ts';

export const archive = {
  loading: 'Loading the archive',
  archives: 'Archives',
  download: 'Download',
  verify: 'Verify',
  verifyStarted: 'Verification has begun',
  watch: 'Watch it',
  restore: 'Restore…',
  more: 'More: note, delete',
  addNote: 'Add a note…',
  changeNote: 'Change the note…',
  delete: 'Delete…',
  pin: 'Pin: keep whatever the retention says',
  unpin: 'Unpin',
  proofAt: (word: string, at: string) => `${word} ${at}`,
  notVerified: 'Not verified yet',
  rehearsalReport: 'Report of the rehearsal',
  foreign:
    '**This archive was not made by this Holdfast.** Restoring it runs its SQL as the database’s superuser. Continue only if you know where it comes from.',
  secrets: (things: string[]) =>
    `**It is not encrypted and holds secrets.** ${things.join(' ')} Whoever has the download has them; only admins can download it.`,
  damaged: '**Reading it back failed.** What was found:',
  made: 'How it was made',
  madeAside: (wholeMs: number, heldMs: number | null) =>
    heldMs === null
      ? `${duration(wholeMs)}; nothing was held`
      : `${duration(wholeMs)}, of which the writers stood still for ${duration(heldMs)}`,
  contents: 'What is in it',
  contentsLabel: 'Contents',
  tabs: { volumes: 'Volumes', layers: 'Layers', tables: 'Tables', versions: 'Versions', left: 'Left out' },
  volume: { name: 'Volume', mounted: 'Mounted at', files: 'Files', size: 'Size', stored: 'Stored' },
  browse: 'Browse the files',
  compare: 'Compare…',
  layers: {
    say: (added: number, whole: number) =>
      `This archive added **${bytes(added)}** to the store. Its download is **${bytes(whole)}**: it carries everything, also what earlier archives had stored already.`,
    heads: { volume: 'Volume', stack: 'Stack, to scale', layers: 'Layers', before: 'From before', added: 'Added' },
    goesOn: 'goes on from an earlier archive',
    begins: 'the first of its stack',
    why: (reason: string) => `a full layer: ${reason}`,
    nothing: 'nothing',
    picture: (layers: number, added: number) =>
      `${countOf(layers, 'layer')}, ${count(added)} of them added by this archive`,
    keyBefore: 'stored by earlier archives',
    keyAdded: 'added by this archive',
  },
  volumesTotal: (volumes: number) => countOf(volumes, 'volume'),
  volatile: 'volatile: captured, not judged',
  dumped: (name: string, tables: number, rows: number, size: number) =>
    `The database \`${name}\` is in as a dump: ${countOf(tables, 'table')}, ${countOf(rows, 'row')}, ${bytes(size)} in the server.`,
  table: { name: 'Table', schema: 'Schema', rows: 'Rows' },
  tablesOf: (database: string) => `Tables of ${database}`,
  findTable: 'Find a table',
  version: { service: 'Service', image: 'Image', state: 'When it was taken' },
  runs: 'ran',
  stopped: 'stood still',
  leftHead: { name: 'What', why: 'Why it is not in' },
  leftNothing: 'Nothing of the installation was left out.',
  byHand: 'Check it yourself, restore it by hand',
  byHandNote: 'The download is one tar file. It needs docker, tar, zstd and pg_restore, and no Holdfast.',
  commands: (bundle: string, folder: string) =>
    `tar -xf ${bundle}\ncd ${folder}\nsha256sum -c SHA256SUMS\nbash restore.sh --look             # shows what it would do, changes nothing`,
  commandsLabel: 'Commands',
  defs: {
    id: 'Archive',
    size: 'Size of the download',
    signed: 'Signed by',
    ours: (key: string) => `this Holdfast, key ${key}`,
    theirs: (key: string) => `another Holdfast, key ${key}`,
    evidence: 'SHA-256 of the evidence',
    made: 'Made by',
    madeBy: (who: string | null, version: string) => `${who ?? 'unknown'}, with Holdfast ${version}`,
    structure: 'Structure of the database',
  },
  hashes: (files: number) => `All ${count(files)} hashes`,
  hashesLabel: 'SHA-256 of each file and layer',
  note: {
    title: 'Note on this archive',
    label: 'Note',
    hint: 'Why it was made, or why it must be kept. 2,000 characters at most.',
    keep: 'Leave it',
    save: 'Save the note',
    saving: 'Saving',
    saved: 'Note saved',
  },
} as const;
