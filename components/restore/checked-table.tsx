'use client';

import { Check, CircleDashed, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { count } from '../format/number.ts';
import { result as words } from '../messages/restore.ts';
import { ManifestTable } from '../ui/manifest-table.tsx';
import type { State } from '../ui/mark.tsx';
import { type CheckedLine, checkedLines, sumsUp } from './checked-lines.ts';
import type { Report } from './result-page.tsx';

const states: Record<CheckedLine['state'], State> = {
  equal: { icon: Check, tone: 'ok', word: words.equalWord },
  differs: { icon: TriangleAlert, tone: 'warn', word: words.unequalWord },
  exempt: { icon: CircleDashed, tone: 'quiet', word: words.exemptWord },
};

const whole: State = { ...states.equal, word: words.wholeWord };

/** Files by volume and rows by table, as the manifest says and as they came back; of an undo as they were kept. */
export function CheckedTable({ checked, undo }: { checked: Report['checked']; undo: boolean }) {
  const [each, setEach] = useState(false);
  const exempt = checked.tables.filter((table) => table.exempt).map((table) => table.name);
  return (
    <div>
      <ManifestTable
        heads={undo ? words.keptHeads : words.checkedHeads}
        lines={checkedLines(checked, each).map(({ name, manifest, restored, state }) => ({
          name,
          manifest: manifest === null ? null : count(manifest),
          restored: count(restored),
          state: undo && state === 'equal' ? whole : states[state],
        }))}
        each={sumsUp(checked) ? { shown: each, show: setEach, words } : null}
      />
      {exempt.length > 0 ? <p className="note mt-3">{words.exempt(exempt)}</p> : null}
    </div>
  );
}
