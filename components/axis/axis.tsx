'use client';

import { useId, useState } from 'react';
import { cx } from '../ui/cx.ts';
import { Funnel } from './funnel.tsx';
import { HatchContext, HatchDefs } from './hatch.tsx';
import { LaneRow } from './lane-row.tsx';
import type { Enlargement, Panel } from './model.ts';
import { PanelHead } from './panel-head.tsx';

type AxisProps = {
  panel: Panel;
  enlarged?: Enlargement | null;
  /** Head of the left column. */
  lane?: string;
};

/** The one picture of the product: lanes over time, and below them what is too small to see, enlarged. */
export function Axis({ panel, enlarged, lane = 'Lane' }: AxisProps) {
  const hatch = `hatch-${useId().replaceAll(/\W/g, '')}`;
  const [open, setOpen] = useState<string | null>(null);
  const toggle = (id: string) => setOpen((before) => (before === id ? null : id));
  return (
    <HatchContext value={hatch}>
      <div className={cx('axis', panel.heads.length === 1 && 'one')}>
        <HatchDefs id={hatch} />
        <PanelHead panel={panel} lane={lane} />
        <PanelLanes panel={panel} open={open} toggle={toggle} />
        {enlarged ? (
          <>
            <Funnel from={panel.span} enlarged={enlarged} />
            <PanelLanes panel={enlarged.panel} enlarged open={null} />
          </>
        ) : null}
      </div>
    </HatchContext>
  );
}

type PanelLanesProps = { panel: Panel; enlarged?: boolean; open: string | null; toggle?: (id: string) => void };

function PanelLanes({ panel, enlarged, open, toggle }: PanelLanesProps) {
  return (
    <ol className="axis-lanes">
      {panel.lanes.map((lane) => (
        <LaneRow key={lane.id} lane={lane} panel={panel} enlarged={enlarged} open={open === lane.id} toggle={toggle} />
      ))}
    </ol>
  );
}
