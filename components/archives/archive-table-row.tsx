'use client';

import Link from 'next/link';
import { ArchiveSpark } from '../archive/archive-spark.tsx';
import { proofStates, verdictStates } from '../archive/states.ts';
import type { ArchiveRow } from '../archive/types.ts';
import { bytes } from '../format/bytes.ts';
import { clock, listMoment, weekDay } from '../format/date.ts';
import { duration } from '../format/duration.ts';
import { archives as words } from '../messages/archives.ts';
import { origins, triggers } from '../messages/verdicts.ts';
import { Tick } from '../ui/field.tsx';
import { Mark } from '../ui/mark.tsx';
import { PinButton } from './pin-button.tsx';

type RowProps = { row: ArchiveRow; longestMs: number; selected: boolean; toggle: () => void };

export function ArchiveTableRow({ row, longestMs, selected, toggle }: RowProps) {
  const name = listMoment(row.createdAt);
  const sub = row.note || firstReason(row);
  return (
    <tr className={selected ? 'is-selected' : undefined}>
      <td className="c-tick">
        <Tick label={words.select(name)} checked={selected} onChange={toggle} />
      </td>
      <th scope="row" className="c-when">
        <Link className="rowlink" href={`/archives/${row.id}`} data-row={row.id}>
          {weekDay(row.createdAt)} <span className="quiet">{clock(row.createdAt)}</span>
        </Link>
        {sub ? <span className="sub">{sub}</span> : null}
      </th>
      <td className="c-spark">
        <ArchiveSpark row={row} longestMs={longestMs} />
      </td>
      <td className="hide-s c-trigger">{triggerOf(row)}</td>
      <td className="hide-s c-version">{row.version}</td>
      <td className="num c-size">{bytes(row.bytes)}</td>
      <td className="num hide-s">
        {row.freezeMs === null ? <span className="quiet">{words.notHeld}</span> : duration(row.freezeMs)}
      </td>
      <td className="c-verdict">
        <Mark state={verdictStates[row.verdict]} />
      </td>
      <td className="hide-s">
        <Mark state={proofStates[row.proof]} />
      </td>
      <td className="hide-s">
        <PinButton row={row} name={name} />
      </td>
    </tr>
  );
}

/** A doubtful archive says in its row what the matter is. */
function firstReason({ verdict, reasons }: ArchiveRow): string | undefined {
  return verdict === 'changed' || verdict === 'unknown' ? reasons[0]?.text : undefined;
}

function triggerOf({ origin, trigger, createdBy }: ArchiveRow): string {
  if (origin !== 'here') return origins[origin];
  return trigger === 'manual' ? (createdBy ?? triggers.manual) : triggers[trigger];
}
