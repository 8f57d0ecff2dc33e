import type { Band, Panel, Tick } from './model.ts';
import { position } from './scale.ts';

/** Labels of bands above, the scale below; the picture's sentence for those who don't see it. */
export function PanelHead({ panel, lane }: { panel: Panel; lane: string }) {
  return (
    <div className="axis-head">
      <span>{lane}</span>
      <svg className="plot" height="51" role="img" aria-label={panel.sentence}>
        {panel.bands.map((band) => (
          <BandLabel key={band.kind} band={band} panel={panel} />
        ))}
        {panel.ticks
          .filter((tick) => !isCovered(tick, panel))
          .map((tick, index) => (
            <TickLabel key={tick.at} tick={tick} panel={panel} every={index % 2 === 1} />
          ))}
        {panel.now === undefined ? null : (
          <text
            className="ax-t-strong"
            x={`${position(panel.span, panel.now)}%`}
            y="46"
            textAnchor={anchorOf(position(panel.span, panel.now))}
          >
            now
          </text>
        )}
      </svg>
      <span className={panel.heads.length === 1 ? 'num one' : 'num'}>
        {panel.heads.map((head) => (
          <span key={head}>{head}</span>
        ))}
      </span>
    </div>
  );
}

function BandLabel({ band, panel }: { band: Band; panel: Panel }) {
  const from = position(panel.span, band.from);
  const x = (from + position(panel.span, band.to)) / 2;
  const look = band.kind === 'down' ? 'ax-t-down' : 'ax-t-freeze';
  return (
    <>
      {/* The phone's picture is narrow: there a label at the side leans inwards sooner. */}
      <text className={`${look} hide-s`} x={`${x}%`} y="20" textAnchor={anchorOf(x)}>
        {band.label}
      </text>
      <text className={`${look} show-s`} x={`${x}%`} y="20" textAnchor={anchorOf(x, 30, 70)}>
        {band.label}
      </text>
      {band.kind === 'freeze' ? (
        <rect
          className="ax-freeze"
          x={`${from}%`}
          y="28"
          height="24"
          style={{ width: `max(2px, ${(x - from) * 2}%)` }}
        />
      ) : null}
    </>
  );
}

function TickLabel({ tick, panel, every }: { tick: Tick; panel: Panel; every: boolean }) {
  const x = position(panel.span, tick.at);
  const className = [tick.strong ? 'ax-t-strong' : 'ax-t', every ? 'hide-s' : ''].join(' ').trim();
  return (
    <text className={className} x={`${x}%`} y="46" textAnchor={anchorOf(x, 3, 97)}>
      {tick.text}
    </text>
  );
}

/** Half of a label's width, in percent of the picture. */
const halfLabel = 3;

/** Whether the freeze's block would lie over the label. */
function isCovered(tick: Tick, { bands, span }: Panel): boolean {
  const x = position(span, tick.at);
  return bands.some(
    ({ kind, from, to }) =>
      kind === 'freeze' && x > position(span, from) - halfLabel && x < position(span, to) + halfLabel,
  );
}

/** Keeps a label within the picture. */
export function anchorOf(x: number, low = 8, high = 92): 'start' | 'middle' | 'end' {
  return x < low ? 'start' : x > high ? 'end' : 'middle';
}
