'use client';

import type { ArchiveRow } from '../archive/types.ts';
import { HatchContext, HatchDefs } from '../axis/hatch.tsx';
import { archives as words } from '../messages/archives.ts';
import { Tick } from '../ui/field.tsx';
import { ArchiveTableRow } from './archive-table-row.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useSelection } from './use-selection.ts';

export function ArchiveTable({ rows, project }: { rows: ArchiveRow[]; project: string }) {
  const ids = rows.map((row) => row.id);
  const selection = useSelection(ids);
  const ref = useRowKeys(selection.toggle);
  const longestMs = Math.max(...rows.map((row) => row.durationMs), 1);
  const some = selection.ids.length > 0;
  const every = some && selection.ids.length === ids.length;
  return (
    <HatchContext value="hatch-archives">
      <HatchDefs id="hatch-archives" />
      <table className="table table-rows archives" ref={ref}>
        <caption className="sr">{words.caption(project)}</caption>
        <thead>
          <tr>
            <th scope="col" className="c-tick">
              <Tick
                label={words.selectAll}
                checked={every}
                indeterminate={some && !every}
                onChange={() => selection.all(every ? [] : ids)}
              />
            </th>
            <th scope="col">{words.heads.moment}</th>
            <th scope="col">{words.heads.made}</th>
            <th scope="col" className="c-trigger">
              {words.heads.trigger}
            </th>
            <th scope="col" className="c-version">
              {words.heads.version}
            </th>
            <th scope="col" className="num">
              {words.heads.size}
            </th>
            <th scope="col" className="num">
              {words.heads.held}
            </th>
            <th scope="col">{words.heads.verdict}</th>
            <th scope="col">{words.heads.proof}</th>
            <th scope="col">
              <span className="sr">{words.heads.pin}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ArchiveTableRow
              key={row.id}
              row={row}
              longestMs={longestMs}
              selected={selection.has(row.id)}
              toggle={() => selection.toggle(row.id)}
            />
          ))}
        </tbody>
      </table>
      {some ? <BulkBar rows={rows.filter((row) => selection.has(row.id))} clear={selection.clear} /> : null}
    </HatchContext>
  );
}
