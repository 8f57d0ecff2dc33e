import { dayMonth } from '../format/date.ts';
import { axis } from '../messages/axis.ts';
import { home as words } from '../messages/home.ts';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import type { Home } from './types.ts';

/** Share of what follows the downtime in a restore: the check, for the picture only. */
const checkShare = 0.12;

export function RestoreEstimate({
  estimate,
  rehearsed,
  title = 'It',
}: {
  estimate: NonNullable<Home['restoreEstimate']>;
  rehearsed: Home['rehearsed'];
  title?: string;
}) {
  const { totalMs, downtimeMs, from } = estimate;
  const down = Math.min(0.8, downtimeMs / totalMs) * 100;
  const end = 100 - Math.min(checkShare * 100, (100 - down) / 2);
  const begin = end - down;
  return (
    <Section label={words.sections.restore}>
      <div>
        <p className="say">
          <Rich text={words.restoreSay(totalMs, downtimeMs, title)} />
        </p>
        <figure className="mt-5 mb-3">
          <svg className="chart" height="74" role="img" aria-label={words.restoreChart(totalMs, downtimeMs)}>
            <rect className="ax-down" x={`${begin}%`} y="18" width={`${down}%`} height="42" />
            <line className="ax-down-line" x1={`${begin}%`} x2={`${begin}%`} y1="18" y2="60" />
            <line className="ax-down-line" x1={`${end}%`} x2={`${end}%`} y1="18" y2="60" />
            <line className="ax-run" x1="0" x2={`${begin}%`} y1="34" y2="34" />
            <line className="ax-run" x1={`${end}%`} x2="100%" y1="34" y2="34" />
            <rect className="ax-pre" x="0" y="43" width={`${Math.max(0, begin - 0.5)}%`} height="11" />
            <rect className="ax-pre" x={`${end + 0.5}%`} y="43" width={`${99.5 - end}%`} height="11" />
            <text className="ax-t-down" x={`${(begin + end) / 2}%`} y="12" textAnchor="middle">
              {axis.down(downtimeMs)}
            </text>
            <text className="ax-t" x="0" y="72">
              {words.restoreParts.before}
            </text>
            <text className="ax-t" x="100%" y="72" textAnchor="end">
              {words.restoreParts.check}
            </text>
          </svg>
        </figure>
        <p className="note">
          {rehearsed?.passed && rehearsed.at ? (
            <Rich
              text={words.restoreParts.rehearsed(dayMonth(rehearsed.at))}
              links={{ rehearsal: `/archives/${rehearsed.archiveId}/rehearsal` }}
            />
          ) : (
            words.restoreParts.from(from)
          )}
        </p>
      </div>
    </Section>
  );
}
