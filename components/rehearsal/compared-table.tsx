'use client';

import { Check, CircleQuestionMark, OctagonX } from 'lucide-react';
import { useState } from 'react';
import { rehearsal as words } from '../messages/rehearsal.ts';
import { Button } from '../ui/button.tsx';
import { Mark, type State } from '../ui/mark.tsx';
import { type ComparedLine, comparedLines, sumsUp } from './compared-lines.ts';
import type { Report } from './types.ts';

const states: Record<ComparedLine['state'], State> = {
  equal: { icon: Check, tone: 'ok', word: words.state.equal },
  holds: { icon: Check, tone: 'ok', word: words.state.holds },
  differs: { icon: OctagonX, tone: 'danger', word: words.state.differs },
  failed: { icon: OctagonX, tone: 'danger', word: words.state.failed },
  unknown: { icon: CircleQuestionMark, tone: 'quiet', word: words.state.unknown },
};

/** Volume by volume and table by table: what the manifest says, what came back, and what was tried on it. */
export function ComparedTable({ checked }: { checked: Report['checked'] }) {
  const [each, setEach] = useState(false);
  return (
    <div>
      <table className="table compact table-rows counts">
        <thead>
          <tr>
            <th scope="col">{words.heads.part}</th>
            <th scope="col" className="num">
              {words.heads.manifest}
            </th>
            <th scope="col" className="num">
              {words.heads.restored}
            </th>
            <th scope="col">{words.heads.result}</th>
          </tr>
        </thead>
        <tbody>
          {comparedLines(checked, each).map((line) => (
            <tr key={line.name}>
              <th scope="row">
                {line.name}
                {line.more ? <span className="sub">{line.more}</span> : null}
              </th>
              <td className="num hide-s">{line.manifest}</td>
              <td className="num">{line.restored}</td>
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
    </div>
  );
}
