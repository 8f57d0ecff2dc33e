import type { ReactNode } from 'react';
import { compare as words } from '../messages/compare.ts';

type DifferenceTableProps = { name: string; heads: [string, string]; children: ReactNode };

/** Rows of things that both sides count, with a bar of what differs. */
export function DifferenceTable({ name, heads, children }: DifferenceTableProps) {
  return (
    <table className="table table-rows bars">
      <thead>
        <tr>
          <th scope="col">{name}</th>
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
      <tbody>{children}</tbody>
    </table>
  );
}

type SideCellsProps = { left: number | null; right: number | null; shown(count: number | null): string };

/** How many there are on either side; a phone shows both in one cell. */
export function SideCells({ left, right, shown }: SideCellsProps) {
  return (
    <>
      <td className="num hide-s">{shown(left)}</td>
      <td className="num">
        {left === null ? null : <span className="show-s quiet">{words.to(left)}</span>}
        {shown(right)}
      </td>
    </>
  );
}
