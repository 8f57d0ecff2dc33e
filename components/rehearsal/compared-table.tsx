'use client';

import { Check, CircleQuestionMark, OctagonX } from 'lucide-react';
import { useState } from 'react';
import { rehearsal as words } from '../messages/rehearsal.ts';
import { ManifestTable } from '../ui/manifest-table.tsx';
import type { State } from '../ui/mark.tsx';
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
      <ManifestTable
        heads={words.heads}
        lines={comparedLines(checked, each).map((line) => ({ ...line, state: states[line.state] }))}
        each={sumsUp(checked) ? { shown: each, show: setEach, words } : null}
      />
    </div>
  );
}
