'use client';

import { useId } from 'react';
import { freezeOf } from '../archive/backup-axis.ts';
import type { Evidence } from '../archive/types.ts';
import { anchorOf } from '../axis/panel-head.tsx';
import { position } from '../axis/scale.ts';
import { clock, msOf } from '../format/date.ts';
import { axis } from '../messages/axis.ts';
import { backupAxis } from '../messages/backup-axis.ts';

/** The time axis of a backup in two lanes: services above, work below; to scale. */
export function BackupLine({ evidence }: { evidence: Evidence }) {
  const hatch = `hatch-${useId().replaceAll(/\W/g, '')}`;
  const span = { from: msOf(evidence.startedAt), to: msOf(evidence.sealedAt) };
  const x = (at: string | number) => position(span, msOf(at));
  const freeze = freezeOf(evidence);
  const frozen = x(freeze?.from ?? span.to);
  const thawed = x(freeze?.to ?? span.to);
  const copied = [
    Math.min(...evidence.volumes.map((volume) => x(volume.preCopy.from))),
    Math.max(...evidence.volumes.map((volume) => x(volume.preCopy.to))),
  ] as const;
  return (
    <svg className="chart" height="74" role="img" aria-label={backupAxis.sentence(evidence)}>
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className="ax-hatch" x1="0" y1="0" x2="0" y2="5" />
        </pattern>
      </defs>
      <line className="ax-run" x1="0" x2={`${frozen}%`} y1="34" y2="34" />
      <line className="ax-run" x1={`${thawed}%`} x2="100%" y1="34" y2="34" />
      {evidence.volumes.length > 0 ? (
        <rect
          className="ax-pre"
          x={`${copied[0]}%`}
          y="43"
          width={`${Math.max(0.2, copied[1] - copied[0])}%`}
          height="11"
        />
      ) : null}
      {evidence.databases.map(({ name, dump }) => (
        <rect
          key={name}
          className="ax-dump"
          fill={`url(#${hatch})`}
          x={`${x(dump.from)}%`}
          y="43"
          width={`${Math.max(0.2, x(dump.to) - x(dump.from))}%`}
          height="11"
        />
      ))}
      {freeze ? (
        <>
          <rect
            className="ax-freeze"
            x={`${frozen}%`}
            y="18"
            height="42"
            style={{ width: `max(2.5px, ${thawed - frozen}%)` }}
          />
          <text className="ax-t-freeze" x={`${frozen}%`} y="12" textAnchor={anchorOf(frozen)}>
            {axis.held(freeze.to - freeze.from)}
          </text>
          <text className="ax-t" x={`${frozen}%`} y="72" textAnchor={anchorOf(frozen)}>
            {frozen > 12 && frozen < 88 ? clock(freeze.from) : ''}
          </text>
        </>
      ) : null}
      <text className="ax-t" x="0" y="72">
        {clock(span.from)}
      </text>
      <text className="ax-t" x="100%" y="72" textAnchor="end">
        {clock(span.to)}
      </text>
    </svg>
  );
}
