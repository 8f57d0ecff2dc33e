'use client';

import type { ReactNode } from 'react';
import { useHatch } from '../axis/hatch.tsx';
import { jobs as words } from '../messages/jobs.ts';

export function JobKey() {
  const hatch = useHatch();
  const entries: [string, ReactNode][] = [
    [words.key.work, <rect key="w" className="ax-pre" x="0" y="3" width="14" height="8" />],
    [words.key.held, <rect key="h" className="ax-freeze" x="6" y="0" width="2" height="14" />],
    [words.key.read, <rect key="r" className="ax-dump" fill={hatch} x="0" y="3" width="14" height="8" />],
    [
      words.key.down,
      <g key="d">
        <rect className="ax-down" x="0" y="0" width="14" height="14" />
        <line className="ax-down-line" x1="1" x2="1" y1="0" y2="14" />
        <line className="ax-down-line" x1="13" x2="13" y1="0" y2="14" />
      </g>,
    ],
    [words.key.cross, <path key="x" className="ax-cross" d="M3 3l8 8m0-8l-8 8" />],
  ];
  return (
    <div className="key">
      {entries.map(([word, picture]) => (
        <span key={word}>
          <svg viewBox="0 0 14 14" aria-hidden="true">
            {picture}
          </svg>
          {word}
        </span>
      ))}
    </div>
  );
}
