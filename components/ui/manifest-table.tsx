'use client';

import { Button } from './button.tsx';
import { Mark, type State } from './mark.tsx';

export type ManifestLine = {
  name: string;
  more?: string | null;
  manifest: string | null;
  restored: string;
  state: State;
};

type ManifestTableProps = {
  /** `manifest` null: nothing says what there should be. */
  heads: { part: string; manifest: string | null; restored: string; result: string };
  lines: readonly ManifestLine[];
  /** Lines are summed up unless each is asked for; null where there are few. */
  each: { shown: boolean; show(each: boolean): void; words: { sumTables: string; eachTable: string } } | null;
};

/** Part by part what the manifest says and what came back. */
export function ManifestTable({ heads, lines, each }: ManifestTableProps) {
  return (
    <>
      <table className="table compact table-rows counts">
        <thead>
          <tr>
            <th scope="col">{heads.part}</th>
            {heads.manifest === null ? null : (
              <th scope="col" className="num">
                {heads.manifest}
              </th>
            )}
            <th scope="col" className="num">
              {heads.restored}
            </th>
            <th scope="col">{heads.result}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.name}>
              <th scope="row">
                {line.name}
                {line.more ? <span className="sub">{line.more}</span> : null}
              </th>
              {heads.manifest === null ? null : <td className="num hide-s">{line.manifest}</td>}
              <td className="num">{line.restored}</td>
              <td>
                <Mark state={line.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {each ? (
        <Button look="quiet" className="mt-2 -ml-3" onClick={() => each.show(!each.shown)} aria-expanded={each.shown}>
          {each.shown ? each.words.sumTables : each.words.eachTable}
        </Button>
      ) : null}
    </>
  );
}
