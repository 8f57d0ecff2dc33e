'use client';

import type { ReactNode } from 'react';
import { axis as words } from '../messages/axis.ts';
import { HatchContext, HatchDefs, useHatch } from './hatch.tsx';

export type KeyEntry = keyof typeof words.key;

const pictures: Record<KeyEntry, ReactNode> = {
  run: <line className="ax-run" x1="0" x2="24" y1="6" y2="6" />,
  starting: <line className="ax-run" x1="0" x2="24" y1="6" y2="6" strokeDasharray="4 3" />,
  pre: <rect className="ax-pre" x=".5" y=".5" width="23" height="11" />,
  work: <rect className="ax-pre" x=".5" y=".5" width="23" height="11" />,
  freeze: <rect className="ax-freeze" x="10" y="-2" width="3" height="16" />,
  swap: <rect className="ax-freeze" x="10" y="-2" width="3" height="16" />,
  delta: <rect className="ax-delta" x="0" y="0" width="24" height="12" />,
  snapshot: <path className="ax-freeze" d="M12 0l6 6-6 6-6-6z" />,
  dump: <HatchSample />,
  event: <line className="ax-event" x1="12" x2="12" y1="0" y2="12" />,
  open: <rect className="ax-open" x=".5" y=".5" width="23" height="11" />,
  down: (
    <>
      <rect className="ax-down" x="0" y="0" width="24" height="12" />
      <line className="ax-down-line" x1="1" x2="1" y1="0" y2="12" />
      <line className="ax-down-line" x1="23" x2="23" y1="0" y2="12" />
    </>
  ),
};

export function AxisKey({ entries, end }: { entries: KeyEntry[]; end?: ReactNode }) {
  return (
    <HatchContext value="hatch-key">
      <div className="axis-key">
        <HatchDefs id="hatch-key" />
        {entries.map((entry) => (
          <span key={entry}>
            <svg viewBox="0 0 24 12" aria-hidden="true">
              {pictures[entry]}
            </svg>
            {words.key[entry]}
          </span>
        ))}
        {end ? <span className="end">{end}</span> : null}
      </div>
    </HatchContext>
  );
}

function HatchSample() {
  return <rect className="ax-dump" fill={useHatch()} x=".5" y=".5" width="23" height="11" />;
}
