'use client';

import { Check, CircleDashed, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { count } from '../format/number.ts';
import { result as words } from '../messages/restore.ts';
import { Button } from '../ui/button.tsx';
import { Mark, type State } from '../ui/mark.tsx';
import { type CheckedLine, checkedLines, sumsUp } from './checked-lines.ts';
import type { Report } from './result-page.tsx';

const states: Record<CheckedLine['state'], State> = {
  equal: { icon: Check, tone: 'ok', word: words.equalWord },
  differs: { icon: TriangleAlert, tone: 'warn', word: words.unequalWord },
  exempt: { icon: CircleDashed, tone: 'quiet', word: words.exemptWord },
};

/** Files by volume and rows by table, as the manifest says and as they came back. */
export function CheckedTable({ checked }: { checked: Report['checked'] }) {
  const [each, setEach] = useState(false);
  const exempt = checked.tables.filter((table) => table.exempt).map((table) => table.name);
  const heads = words.checkedHeads;
  return (
    <div>
      <table className="table compact table-rows counts">
        <thead>
          <tr>
            <th scope="col">{heads.part}</th>
            <th scope="col" className="num">
              {heads.manifest}
            </th>
            <th scope="col" className="num">
              {heads.restored}
            </th>
            <th scope="col">{heads.result}</th>
          </tr>
        </thead>
        <tbody>
          {checkedLines(checked, each).map((line) => (
            <tr key={line.name}>
              <th scope="row">{line.name}</th>
              <td className="num hide-s">{count(line.manifest)}</td>
              <td className="num">{count(line.restored)}</td>
              <td>
                <Mark state={states[line.state]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sumsUp(checked) ? (
        <Button look="quiet" className="mt-2 -ml-3" onClick={() => setEach(!each)} aria-expanded={each}>
          {each ? words.sumTables : words.eachTable}
        </Button>
      ) : null}
      {exempt.length > 0 ? <p className="note mt-3">{words.exempt(exempt)}</p> : null}
    </div>
  );
}
