'use client';

import { useHydrated } from '../api/use-hydrated.ts';
import { useNow } from '../api/use-now.ts';
import { moment } from '../format/date.ts';
import { shell } from '../messages/shell.ts';

/** "Tue 24 Nov 2026, 14:16 CET", in the browser's zone; with a sign that the page follows what happens. */
export function PresentMoment({ live }: { live?: boolean }) {
  const hydrated = useHydrated();
  const now = useNow(10_000);
  return (
    <>
      {hydrated ? moment(now) : '\u00a0'} {live ? <span className="live">{shell.live}</span> : null}
    </>
  );
}
