import { count } from '../format/number.ts';
import { compare as words } from '../messages/compare.ts';
import { Section } from '../ui/section.tsx';
import { scaleOf } from './bar-scale.ts';
import { DifferenceBar, DifferenceKey } from './difference-bar.tsx';
import { countsOfTable, tablesOf } from './totals.ts';
import type { Comparison } from './types.ts';

type Table = ReturnType<typeof tablesOf>[number];

/** Tables with another number of rows, or other columns. */
export function TablesSection({ comparison, heads }: { comparison: Comparison; heads: [string, string] }) {
  const all = tablesOf(comparison);
  const differing = all.filter(({ change }) => change !== 'same');
  const scale = scaleOf(differing.map(countsOfTable));
  const sum = (side: 'left' | 'right') => all.reduce((rows, table) => rows + (table.rows[side] ?? 0), 0);
  return (
    <Section
      label={words.tables}
      aside={words.tablesAside(sum('left'), sum('right'), all.length - differing.length)}
      full
    >
      {differing.length === 0 ? (
        <p className="note">{words.tablesEqual}</p>
      ) : (
        <>
          <table className="table table-rows bars">
            <thead>
              <tr>
                <th scope="col">{words.table}</th>
                <th scope="col" className="num">
                  {heads[0]}
                </th>
                <th scope="col" className="num">
                  {heads[1]}
                </th>
                <th scope="col" className="bar">
                  {words.heads.difference}
                </th>
              </tr>
            </thead>
            <tbody>
              {differing.map((table) => (
                <tr key={`${table.database}.${table.schema}.${table.name}`}>
                  <th scope="row">
                    {table.schema === 'public' ? table.name : `${table.schema}.${table.name}`}
                    <Columns table={table} />
                  </th>
                  <td className="num hide-s">{rowsOf(table.rows.left)}</td>
                  <td className="num">
                    {table.rows.left === null ? null : (
                      <span className="show-s quiet">{words.to(table.rows.left)}</span>
                    )}
                    {rowsOf(table.rows.right)}
                  </td>
                  <td className="bar">
                    <TableDifference table={table} scale={scale} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <DifferenceKey changed={false} />
        </>
      )}
      <p className="note">{words.tablesNote}</p>
    </Section>
  );
}

function rowsOf(rows: number | null): string {
  return rows === null ? '' : count(rows);
}

function Columns({ table: { columns } }: { table: Table }) {
  if (!columns || columns.added.length + columns.gone.length + columns.changed.length === 0) return null;
  return <span className="sub">{words.columns(columns.added, columns.gone, columns.changed)}</span>;
}

function TableDifference({ table, scale }: { table: Table; scale: number }) {
  const counts = countsOfTable(table);
  if (table.change === 'changed' && counts && counts.came + counts.gone > 0)
    return <DifferenceBar counts={counts} scale={scale} />;
  return <span className="quiet">{table.change === 'changed' ? '' : words.wholeTable[table.change]}</span>;
}
