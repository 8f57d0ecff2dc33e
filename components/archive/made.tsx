'use client';

import { Axis } from '../axis/axis.tsx';
import { AxisKey } from '../axis/axis-key.tsx';
import { msOf } from '../format/date.ts';
import { archive as words } from '../messages/archive.ts';
import { axis } from '../messages/axis.ts';
import { Section } from '../ui/section.tsx';
import { backupPanel, freezeEnlargement, freezeOf } from './backup-axis.ts';
import type { Evidence } from './types.ts';

export function Made({
  evidence,
  durationMs,
  freezeMs,
}: {
  evidence: Evidence;
  durationMs: number;
  freezeMs: number | null;
}) {
  const freeze = freezeOf(evidence);
  const share = freeze ? (freeze.to - freeze.from) / (msOf(evidence.sealedAt) - msOf(evidence.startedAt)) : null;
  return (
    <Section label={words.made} aside={words.madeAside(durationMs, freezeMs)} full>
      <p className="note show-s">{axis.tap}</p>
      <figure>
        <Axis panel={backupPanel(evidence)} enlarged={freezeEnlargement(evidence)} />
      </figure>
      <AxisKey
        entries={['run', 'pre', 'freeze', 'delta', 'snapshot', 'dump', 'event']}
        end={share === null ? null : axis.toScale(share)}
      />
    </Section>
  );
}
