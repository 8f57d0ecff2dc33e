'use client';

import { ChevronRight } from 'lucide-react';
import { Icon } from '../ui/icon.tsx';
import { Backdrop, BandLines } from './bands.tsx';
import { laneHeight } from './measures.ts';
import type { Lane, Panel } from './model.ts';
import { position } from './scale.ts';
import { Signs } from './signs.tsx';

type LaneRowProps = { lane: Lane; panel: Panel; enlarged?: boolean; open: boolean; toggle?: (id: string) => void };

/** Name, picture, numbers. On the phone the name is a button over the whole row, and the numbers open under it. */
export function LaneRow({ lane, panel, enlarged, open, toggle }: LaneRowProps) {
  const opens = toggle && lane.facts && lane.facts.length > 0;
  return (
    <li className="axis-lane">
      <span className={opens ? 'lab hide-s' : 'lab'} title={lane.name}>
        <span>{lane.name}</span>
        {lane.small ? <small>{lane.small}</small> : null}
      </span>
      {opens ? (
        <button type="button" className="lane show-s" aria-expanded={open} onClick={() => toggle(lane.id)}>
          <Icon of={ChevronRight} />
          <span>{lane.name}</span>
        </button>
      ) : null}
      <svg className="plot" height={laneHeight} aria-hidden="true">
        <Backdrop panel={panel} enlarged={enlarged} />
        <line className="ax-grid" x1="0" x2="100%" y1={laneHeight - 0.5} y2={laneHeight - 0.5} />
        <BandLines panel={panel} enlarged={enlarged} />
        <Signs signs={lane.signs} span={panel.span} />
        {panel.now === undefined ? null : (
          <line
            className="ax-now"
            x1={`${position(panel.span, panel.now)}%`}
            x2={`${position(panel.span, panel.now)}%`}
            y1="0"
            y2={laneHeight}
          />
        )}
      </svg>
      <span className={lane.numbers.length === 1 ? 'num one' : 'num'}>
        {lane.numbers.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have fixed places
          <span key={index}>{text}</span>
        ))}
      </span>
      {open && lane.facts ? <LaneFacts lane={lane} facts={lane.facts} /> : null}
    </li>
  );
}

function LaneFacts({ lane, facts }: { lane: Lane; facts: NonNullable<Lane['facts']> }) {
  return (
    <div className="lane-open show-s">
      <p>
        <b>{lane.name}</b>
      </p>
      <dl>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
