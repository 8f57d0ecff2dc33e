'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { dayMonth } from '../format/date.ts';
import { home as words } from '../messages/home.ts';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { type DayLook, lookOf, monthStarts, summaryOf } from './day-strip.ts';
import type { Day } from './types.ts';

/** One bar a day: height is the verdict, the green rule under it means that every byte was read back. */
export function Days({ days }: { days: Day[] }) {
  const { good, doubtful, failed, lastWrong } = summaryOf(days);
  const step = 100 / Math.max(1, days.length);
  return (
    <Section label={words.sections.days(days.length)}>
      <div className="stack">
        <p className="say">
          <Rich text={words.days(good, days.length)} />{' '}
          {lastWrong ? <Rich text={words.lastWrong(dayMonth(lastWrong))} /> : null}
        </p>
        <svg className="strip" height="76" role="img" aria-label={words.daysLabel(days.length, good, doubtful, failed)}>
          <line className="ax-base" x1="0" x2="100%" y1="36.5" y2="36.5" />
          {days.map((day, index) => (
            <DayBar key={day.day} day={day} x={index * step} width={step * 0.68} />
          ))}
          {monthStarts(days).map(({ index, name }) => (
            <g key={name}>
              <line className="ax-base" x1={`${index * step}%`} x2={`${index * step}%`} y1="56" y2="72" />
              <text className="ax-t" x={`${index * step + 0.6}%`} y="70">
                {name}
              </text>
            </g>
          ))}
        </svg>
        <DayKey />
      </div>
    </Section>
  );
}

const bars: Record<DayLook, { y: number; height: number; className: string } | null> = {
  guaranteed: { y: 4, height: 32, className: 'good' },
  consistent: { y: 14, height: 22, className: 'good' },
  doubtful: { y: 22, height: 14, className: 'chg' },
  none: { y: 34, height: 2, className: 'none' },
  failed: null,
};

function DayBar({ day, x, width }: { day: Day; x: number; width: number }) {
  const router = useRouter();
  const bar = bars[lookOf(day)];
  const title = words.dayTitle(dayMonth(`${day.day}T12:00:00Z`), day.verdict, day.verified);
  const open = day.archiveId ? () => router.push(`/archives/${day.archiveId}`) : undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the list of archives is the way for everybody
    <g onClick={open} className={open ? 'day linked' : 'day'}>
      <title>{title}</title>
      <rect x={`${x}%`} y="0" width={`${width / 0.68}%`} height="50" fill="transparent" />
      {bar ? (
        <rect className={bar.className} x={`${x}%`} y={bar.y} width={`${width}%`} height={bar.height} />
      ) : (
        <svg x={`${x + width / 2}%`} y="28" overflow="visible" aria-hidden="true">
          <path className="bad" d="M-4 -4l8 8m0-8l-8 8" />
        </svg>
      )}
      {day.verified ? <rect className="proof" x={`${x}%`} y="39" width={`${width}%`} height="3" /> : null}
    </g>
  );
}

function DayKey() {
  const entries: [string, ReactNode][] = [
    [words.dayKey.guaranteed, <rect key="g" className="good" x="4" y="0" width="6" height="14" />],
    [words.dayKey.consistent, <rect key="c" className="good" x="4" y="4" width="6" height="10" />],
    [words.dayKey.verified, <rect key="v" className="proof" x="2" y="6" width="10" height="3" />],
    [words.dayKey.changed, <rect key="d" className="chg" x="4" y="8" width="6" height="6" />],
    [words.dayKey.failed, <path key="f" className="bad" d="M3 3l8 8m0-8l-8 8" />],
  ];
  return (
    <div className="key">
      {entries.map(([word, picture]) => (
        <span key={word}>
          <svg className="strip" viewBox="0 0 14 14" aria-hidden="true">
            {picture}
          </svg>
          {word}
        </span>
      ))}
    </div>
  );
}
