import type { Enlargement } from './model.ts';
import { position, type Span } from './scale.ts';

/** Leads from the instant, or the time of being down, to its enlargement below, in its colour; with the scale of what comes. */
export function Funnel({ from, enlarged }: { from: Span; enlarged: Enlargement }) {
  const { panel, of, kind } = enlarged;
  const top = [position(from, of.from), position(from, of.to)];
  const bottom = [position(panel.span, of.to), position(panel.span, of.from)];
  const corners = [`${top[0]}% 0`, `${top[1]}% 0`, `${bottom[0]}% 100%`, `${bottom[1]}% 100%`];
  return (
    <div className="axis-between">
      <span className="inset-lab">
        <b>{enlarged.title}</b>
        <span>{enlarged.small}</span>
      </span>
      <div className="plot">
        <div
          className={kind === 'down' ? 'funnel down' : 'funnel'}
          style={{ clipPath: `polygon(${corners.join(', ')})` }}
        />
        <svg height="29" role="img" aria-label={panel.sentence}>
          {panel.ticks.map((tick, index) => (
            <text
              key={tick.at}
              className={[tick.strong ? 'ax-t-strong' : 'ax-t', index % 2 ? 'hide-s' : ''].join(' ').trim()}
              x={`${position(panel.span, tick.at)}%`}
              y="20"
              textAnchor="middle"
            >
              {tick.text}
            </text>
          ))}
          {panel.bands
            .filter((band) => band.kind === 'swap')
            .map((band) => (
              <text
                key={band.label}
                className="ax-t-freeze"
                x={`${(position(panel.span, band.from) + position(panel.span, band.to)) / 2}%`}
                y="20"
                textAnchor="middle"
              >
                {band.label}
              </text>
            ))}
        </svg>
      </div>
      <span className="num" />
    </div>
  );
}
