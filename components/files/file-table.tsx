'use client';

import Link from 'next/link';
import { useRowKeys } from '../archives/use-row-keys.ts';
import { bytes } from '../format/bytes.ts';
import { files as words } from '../messages/files.ts';
import { Icon } from '../ui/icon.tsx';
import { changedAt, leadsInWords, smallFact, typeIcons, type Volumes } from './entry-facts.ts';
import { FileName } from './file-name.tsx';
import { modeText } from './mode-text.ts';
import type { FileEntry } from './types.ts';
import { filesAddress, folderOf, type Where } from './where.ts';

type FileTableProps = {
  id: string;
  where: Where;
  volumes: Volumes;
  entries: FileEntry[];
  /** Found ones show which folder they lie in. */
  found: boolean;
};

export function FileTable({ id, where, volumes, entries, found }: FileTableProps) {
  const ref = useRowKeys();
  const now = Date.now();
  return (
    <table className="table compact table-rows files" ref={ref}>
      <thead>
        <tr>
          <th scope="col">{words.heads.name}</th>
          <th scope="col" className="num">
            {words.heads.size}
          </th>
          <th scope="col">{words.heads.mode}</th>
          <th scope="col">{words.heads.owner}</th>
          <th scope="col">{words.heads.changed}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.path} className={entry.path === where.chosen ? 'is-selected' : undefined}>
            <th scope="row">
              <EntryLink id={id} where={where} entry={entry}>
                <Icon of={typeIcons[entry.type]} />
                <span>
                  <FileName name={found ? entry.path : entry.name} />
                  <Small entry={entry} volumes={volumes} />
                </span>
              </EntryLink>
            </th>
            <td className="num">{entry.type === 'file' ? bytes(entry.size) : ''}</td>
            <td className="hide-s">
              <code>{modeText(entry.type, entry.mode)}</code>
            </td>
            <td className="hide-s">
              <code>
                {entry.uid}:{entry.gid}
              </code>
            </td>
            <td className="nb">{changedAt(entry.mtime, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type EntryLinkProps = { id: string; where: Where; entry: FileEntry; children: React.ReactNode };

/** A folder is gone into; anything else is chosen, in the folder it lies in. */
function EntryLink({ id, where: { volume, chosen }, entry, children }: EntryLinkProps) {
  const folder = entry.type === 'folder';
  const href = folder
    ? filesAddress(id, { volume, path: entry.path })
    : filesAddress(id, { volume, path: folderOf(entry.path), chosen: entry.path });
  return (
    <Link href={href} data-row={entry.path} scroll={folder} aria-current={entry.path === chosen ? 'true' : undefined}>
      {children}
    </Link>
  );
}

function Small({ entry, volumes }: { entry: FileEntry; volumes: Volumes }) {
  const fact = smallFact(entry);
  if (entry.target === null) return fact ? <small>{fact}</small> : null;
  return (
    <small>
      {words.linkTo('')}
      <FileName name={entry.target} />
      {leadsInWords(entry, volumes)}
      {fact ? `; ${fact}` : ''}
    </small>
  );
}
