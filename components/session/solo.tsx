'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useHydrated } from '../api/use-hydrated.ts';
import { signIn as words } from '../messages/session.ts';
import { BrandMark } from '../ui/brand.tsx';

/** Lanes of the picture: where copying begins and how long it takes, in per cent; one lane is the services. */
const copied = [[4, 34], [8, 58], null, [6, 64], [26, 30], [44, 26], [10, 48], [60, 10]] as const;

const laneGap = 340 / 7;

/** A page without the frame: the product's one picture at the left, something to fill in at the right. */
export function Solo({ children }: { children: ReactNode }) {
  return (
    <div className="solo">
      <aside className="solo-side" aria-label="Holdfast">
        <span className="brand">
          <BrandMark />
          Holdfast
        </span>
        <div className="deep picture">
          <Picture />
          <p className="note mt-6">{words.picture}</p>
        </div>
        <p className="note deep">
          <Place />
        </p>
      </aside>
      <main className="solo-main">
        <div className="form">{children}</div>
      </main>
    </div>
  );
}

function Picture() {
  const hatch = `hatch-${useId().replaceAll(/\W/g, '')}`;
  return (
    <svg className="chart" height="420" aria-hidden="true">
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className="ax-hatch" x1="0" y1="0" x2="0" y2="5" />
        </pattern>
      </defs>
      {copied.map((bar, index) => {
        const y = 40.5 + index * laneGap;
        return (
          <g key={y}>
            <line className="ax-thin" x1="0" x2="100%" y1={y} y2={y} />
            {bar ? (
              <rect className="ax-pre" x={`${bar[0]}%`} width={`${bar[1]}%`} y={y - 7.5} height="14" />
            ) : (
              <>
                <line className="ax-run" x1="0" x2="73.6%" y1={y} y2={y} />
                <line className="ax-run" x1="75.2%" x2="100%" y1={y} y2={y} />
              </>
            )}
          </g>
        );
      })}
      <rect className="ax-dump" fill={`url(#${hatch})`} x="75%" width="21%" y={33 + 5 * laneGap} height="14" />
      <rect className="ax-freeze draws" x="74.2%" width="3" y="0" height="420" />
    </svg>
  );
}

/** Which server this is, and its version. */
function Place() {
  const version = useQuery({
    queryKey: ['health'],
    queryFn: async () => ((await (await fetch('/api/health')).json()) as { version?: string }).version ?? '',
    retry: false,
  }).data;
  const host = useHydrated() ? location.host : '';
  return [host, version ? `version ${version}` : ''].filter(Boolean).join(', ');
}
