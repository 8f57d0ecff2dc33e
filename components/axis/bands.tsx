import { laneHeight } from './measures.ts';
import type { Band, Panel } from './model.ts';
import { position } from './scale.ts';

type BandProps = { panel: Panel; enlarged?: boolean };

/** Behind the signs of a lane: grid, amber and the enlarged instant as bands. */
export function Backdrop({ panel, enlarged }: BandProps) {
  return (
    <>
      {panel.bands.map((band) => (
        <BandGround key={band.kind} band={band} panel={panel} enlarged={enlarged} />
      ))}
      {panel.ticks.map((tick) => {
        const x = position(panel.span, tick.at);
        return x > 0 && x < 100 ? (
          <line key={tick.at} className="ax-grid" x1={`${x}%`} x2={`${x}%`} y1="0" y2={laneHeight} />
        ) : null;
      })}
    </>
  );
}

function BandGround({ band, panel, enlarged }: BandProps & { band: Band }) {
  const ground = band.kind === 'down' ? 'ax-down' : enlarged ? 'ax-band' : null;
  if (!ground) return null;
  const x = position(panel.span, band.from);
  return (
    <rect className={ground} x={`${x}%`} width={`${position(panel.span, band.to) - x}%`} y="0" height={laneHeight} />
  );
}

/** The frozen instant as a line to scale; the bounds of bands. */
export function BandLines({ panel, enlarged }: BandProps) {
  return panel.bands.map((band) => <BandLine key={band.kind} band={band} panel={panel} enlarged={enlarged} />);
}

function BandLine({ band, panel, enlarged }: BandProps & { band: Band }) {
  const from = position(panel.span, band.from);
  const to = position(panel.span, band.to);
  if (band.kind === 'expected') {
    return <line className="ax-expected" x1={`${from}%`} x2={`${from}%`} y1="0" y2={laneHeight} />;
  }
  if (band.kind === 'freeze' && !enlarged) {
    // To scale, but never thinner than what can be seen.
    return (
      <rect
        className="ax-freeze"
        x={`${from}%`}
        y="0"
        height={laneHeight}
        style={{ width: `max(2px, ${to - from}%)` }}
      />
    );
  }
  const look = band.kind === 'down' ? 'ax-down-line' : 'ax-freeze-line';
  return [from, to].map((x) => <line key={x} className={look} x1={`${x}%`} x2={`${x}%`} y1="0" y2={laneHeight} />);
}
