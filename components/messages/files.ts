import { bytes } from '../format/bytes.ts';
import { count, countOf, listOf, nbsp } from '../format/number.ts';

export const files = {
  title: 'Files',
  loading: 'Loading what lies in the archive',
  archive: (at: string) => `Archive of ${at}`,
  contents: 'Contents',
  meta: 'Read from the archive itself; nothing has been restored',
  restore: 'Restore the pair…',
  nav: 'What can be looked at',
  tabs: { archive: 'The archive', files: 'Files', compare: 'Compare' },
  place: 'Place',
  volumes: 'All volumes',
  volumesLabel: 'Volumes',
  volumeHeads: { name: 'Volume', files: 'Entries', size: 'Size' },
  in: (name: string) => `Entries of ${name}`,
  search: 'Search names',
  searchHint: 'Part of a name',
  scope: 'Search in',
  thisFolder: 'This folder',
  heads: { name: 'Name', size: 'Size', mode: 'Mode', owner: 'Owner', changed: 'Changed' },
  entries: (below: number) => (below === 0 ? 'empty, kept with its mode' : countOf(below, 'entry', 'entries')),
  linkTo: (target: string) => `to ${target}`,
  linkIn: (volume: string) => `in the volume ${volume}`,
  linkOutside: 'outside every volume, so it is in no archive',
  fifo: 'a named pipe',
  hardLinks: (links: number) => `one of ${count(links)} names of the same file`,
  odd: {
    controls: (names: readonly string[]) => `${listOf(names)} in the name`,
    bytes: (shown: readonly string[]) =>
      `${shown.length === 1 ? 'a byte' : 'bytes'} in the name that cannot be shown: ${shown.join(' ')}`,
  },
  controls: { newline: 'a newline', tab: 'a tab', return: 'a carriage return', other: 'a control character' },
  shown: (shown: number, total: number | null) =>
    total === null
      ? `${countOf(shown, 'entry', 'entries')} found.`
      : `${count(shown)} of ${countOf(total, 'entry', 'entries')} shown.`,
  more: 'Show more',
  escaped: 'Names are shown as they are stored; what cannot be shown stands escaped like',
  example: '\\n',
  exact: 'and is restored byte for byte.',
  nothing: 'Nothing below here has a name like that.',
  empty: 'This folder is empty.',
  file: (size: number) => `File, ${bytes(size)}`,
  folder: (below: number) =>
    below === 0 ? 'Empty folder' : `Folder with ${countOf(below, 'entry', 'entries')} below it`,
  link: 'Symbolic link',
  pipe: 'Named pipe',
  root: (volume: string) => `The volume ${volume}`,
  facts: {
    path: 'Path',
    mode: 'Mode, owner',
    changed: 'Changed',
    leads: 'Leads to',
    names: 'Names',
  },
  names: (links: number) => `${count(links)}${nbsp}names for the same contents`,
  download: { file: 'Download this file', folder: 'Download this folder', other: 'Download as a tar' },
  downloadNote: (volume: string) =>
    `Layers of ${volume} are read for it, so it may take a while to begin. A folder comes as a tar. It is written to the audit log.`,
  peek: {
    show: 'Show its text',
    reading: 'Reading',
    noText: 'It holds bytes that are no text.',
    label: (name: string) => `Text of ${name}`,
  },
  part: 'Only a part',
  partSay: (at: string) =>
    `**A volume put back alone is no longer one half of a pair.** Its files would be from ${at}, the database from now, and nothing can check that they fit.`,
  partNote:
    'A single file or folder is downloaded here and put in its place by hand, with the mode and owner that stand beside it.',
  restoreVolume: (volume: string) => `Restore only ${volume}…`,
  restorePair: 'Restore the pair instead',
} as const;
