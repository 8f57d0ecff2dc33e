import { count } from '../format/number.ts';
import { compare as words } from '../messages/compare.ts';
import { barOf } from './bar-scale.ts';
import type { Counts } from './totals.ts';

/** Gone to the left of the zero line, came and then changed to the right, the number at the end of each. */
export function DifferenceBar({ counts, scale }: { counts: Counts; scale: number }) {
  const { zero, gone, came, changed } = barOf(counts, scale);
  const end = changed.x + changed.width;
  return (
    <svg className="dif" height="18" role="img" aria-label={words.bar(counts.came, counts.changed, counts.gone)}>
      {counts.gone > 0 ? (
        <>
          <rect className="gone" x={`${gone.x}%`} width={`${gone.width}%`} y="3" height="12" />
          <text className="ax-t-strong" textAnchor="end" x={`${gone.x}%`} dx="-6" y="13">
            −{count(counts.gone)}
          </text>
        </>
      ) : null}
      <rect className="came" x={`${came.x}%`} width={`${came.width}%`} y="3" height="12" />
      <rect className="changed" x={`${changed.x}%`} width={`${changed.width}%`} y="3" height="12" />
      <line className="zero" x1={`${zero}%`} x2={`${zero}%`} y1="-8" y2="26" />
      <text className="ax-t-strong" x={`${end}%`} dx="7" y="13">
        {counts.came > 0 ? `+${count(counts.came)}` : ''}
        {counts.changed > 0 ? (
          <tspan className="ax-t">
            {counts.came > 0 ? ', ' : ''}
            {words.changedWords(counts.changed)}
          </tspan>
        ) : null}
      </text>
    </svg>
  );
}

export function DifferenceKey({ changed = true }: { changed?: boolean }) {
  const entries = [
    { look: 'gone', word: words.key.gone },
    { look: 'came', word: words.key.came },
    ...(changed ? [{ look: 'changed', word: words.key.changed }] : []),
  ];
  return (
    <div className="key">
      {entries.map(({ look, word }) => (
        <span key={look}>
          <svg className="dif" viewBox="0 0 14 14" aria-hidden="true">
            <rect className={look} x="0" y="2" width="14" height="10" />
          </svg>
          {word}
        </span>
      ))}
    </div>
  );
}
