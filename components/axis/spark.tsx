'use client';

import { useHatch } from './hatch.tsx';

export type SparkPart = { look: 'pre' | 'dump' | 'freeze' | 'observed' | 'down' | 'cross'; from: number; to: number };

type SparkProps = {
  /** The picture in one sentence. */
  label: string;
  /** In shares of the list's longest, 0 to 1: the sparks of one list share one scale. */
  parts: SparkPart[];
  width?: number;
};

/** The time axis in a row of a list. Bars at least as wide as can be seen. */
export function Spark({ label, parts, width = 120 }: SparkProps) {
  return (
    <svg className="spark" viewBox={`0 0 ${width} 18`} style={{ width }} role="img" aria-label={label}>
      <line className="ax-base" x1="0" y1="13.5" x2={width} y2="13.5" />
      {parts.map((part) => (
        <Part key={`${part.look}${part.from}`} part={part} width={width} />
      ))}
    </svg>
  );
}

function Part({ part, width }: { part: SparkPart; width: number }) {
  const hatch = useHatch();
  const x = part.from * width;
  const length = (part.to - part.from) * width;
  switch (part.look) {
    case 'freeze':
      return <rect className="ax-freeze" x={x} y="0" width={Math.max(2, length)} height="18" />;
    case 'observed':
      return <line className="ax-observed" x1={x} x2={x} y1="0" y2="18" />;
    case 'cross':
      return <path className="ax-cross" d={`M${x - 3.5} 6.5l7 7m0-7l-7 7`} />;
    case 'down':
      return (
        <>
          <rect className="ax-down" x={x} y="1" width={length} height="16" />
          <line className="ax-down-line" x1={x} x2={x} y1="1" y2="17" />
          <line className="ax-down-line" x1={x + length} x2={x + length} y1="1" y2="17" />
        </>
      );
    default:
      return (
        <rect
          className={`ax-${part.look}`}
          fill={part.look === 'dump' ? hatch : undefined}
          x={x + 0.5}
          y="6.5"
          width={Math.max(0.5, length - 1)}
          height="7"
        />
      );
  }
}
