import { count } from '../format/number.ts';
import { compare as words } from '../messages/compare.ts';
import { Section } from '../ui/section.tsx';
import { scaleOf } from './bar-scale.ts';
import { DifferenceBar, DifferenceKey } from './difference-bar.tsx';
import { DifferenceTable, SideCells } from './difference-table.tsx';
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
          <DifferenceTable name={words.table} heads={heads}>
            {differing.map((table) => (
              <tr key={`${table.database}.${table.schema}.${table.name}`}>
                <th scope="row">
                  {table.schema === 'public' ? table.name : `${table.schema}.${table.name}`}
                  <Columns table={table} />
                </th>
                <SideCells left={table.rows.left} right={table.rows.right} shown={rowsOf} />
                <td className="bar">
                  <TableDifference table={table} scale={scale} />
                </td>
              </tr>
            ))}
          </DifferenceTable>
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
