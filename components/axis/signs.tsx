'use client';

import { useHatch } from './hatch.tsx';
import type { Sign } from './model.ts';
import { clip, position, type Span } from './scale.ts';

const middle = 16;
const barTop = 10;
const barHeight = 12;

/** Between a sign and the words beside it, px. */
const gaps = { start: 8, middle: 0, end: -8 };

export function Signs({ signs, span }: { signs: Sign[]; span: Span }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the signs of a lane keep their places
  return signs.map((sign, index) => <OneSign key={index} sign={sign} span={span} />);
}

function OneSign({ sign, span }: { sign: Sign; span: Span }) {
  switch (sign.kind) {
    case 'run':
      return <Run sign={sign} span={span} />;
    case 'bar':
      return <Bar sign={sign} span={span} />;
    case 'event': {
      const x = `${position(span, sign.at)}%`;
      return <line className="ax-event" x1={x} x2={x} y1={middle - 6} y2={middle + 6} />;
    }
    case 'snapshot':
      return (
        <svg x={`${position(span, sign.at)}%`} y={middle} overflow="visible" aria-hidden="true">
          <path className="ax-freeze" d="M0 -5.5 5.5 0 0 5.5 -5.5 0z" />
        </svg>
      );
    case 'words':
      return (
        <text
          className="ax-t hide-s"
          x={`${position(span, sign.at)}%`}
          dx={gaps[sign.anchor]}
          y={middle + 4}
          textAnchor={sign.anchor}
        >
          {sign.text}
        </text>
      );
  }
}

function Run({ sign, span }: { sign: Extract<Sign, { kind: 'run' }>; span: Span }) {
  const part = clip(span, sign);
  if (!part) return null;
  return (
    <line
      className="ax-run"
      strokeDasharray={sign.dashed ? '4 3' : undefined}
      x1={`${position(span, part.from)}%`}
      x2={`${position(span, part.to)}%`}
      y1={middle}
      y2={middle}
    />
  );
}

function Bar({ sign, span }: { sign: Extract<Sign, { kind: 'bar' }>; span: Span }) {
  const hatch = useHatch();
  const part = clip(span, sign);
  if (!part) return null;
  const x = position(span, part.from);
  const width = position(span, part.to) - x;
  return (
    <rect
      className={`ax-${sign.look}`}
      fill={sign.look === 'dump' ? hatch : undefined}
      x={`${x}%`}
      y={barTop}
      height={barHeight}
      style={{ width: `max(1px, ${width}%)` }}
    />
  );
}
