import { File, FileSymlink, Folder, type LucideIcon, Workflow } from 'lucide-react';
import { clock, dayMonth, hourMinute } from '../format/date.ts';
import { nbsp } from '../format/number.ts';
import { files as words } from '../messages/files.ts';
import { type Mounted, whereLeads } from './link-target.ts';
import { oddityOf } from './shown-name.ts';
import type { FileEntry } from './types.ts';

export const typeIcons: Record<FileEntry['type'], LucideIcon> = {
  file: File,
  folder: Folder,
  link: FileSymlink,
  fifo: Workflow,
};

/** The volume that is looked at, and all of the archive's. */
export type Volumes = { volume: Mounted; all: readonly Mounted[] };

/** Where a link leads, in words: the target as it is, and whether that is in the archive. */
export function leadsInWords({ target, path }: FileEntry, { volume, all }: Volumes): string {
  const leads = whereLeads(target ?? '', path, volume, all);
  const where =
    leads.kind === 'outside'
      ? words.linkOutside
      : leads.kind === 'volume' && leads.key !== volume.key
        ? words.linkIn(leads.key)
        : '';
  return where ? `: ${where}` : '';
}

/** What stands small under a name, besides where a link leads. */
export function smallFact(entry: FileEntry): string {
  return [
    entry.type === 'folder' ? words.entries(entry.below) : '',
    entry.type === 'fifo' ? words.fifo : '',
    entry.type === 'file' && entry.links > 1 ? words.hardLinks(entry.links) : '',
    oddityOf(entry.name) ?? '',
  ]
    .filter(Boolean)
    .join('; ');
}

/** "19 Nov, 15:20:47", with the year where it is another one than that of `now`. */
export function changedAt(at: string, now: number): string {
  const year = new Date(at).getFullYear();
  return year === new Date(now).getFullYear()
    ? `${dayMonth(at)}, ${clock(at)}`
    : `${dayMonth(at)}${nbsp}${year}, ${hourMinute(at)}`;
}
