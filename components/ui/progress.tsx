import type { ReactNode } from 'react';
import { cx } from './cx.ts';

type ProgressProps = {
  /** Its name for screen readers: "Backup". */
  label: string;
  /** 0 to 1; null where the whole is not known yet: then only the numbers stand there. */
  share: number | null;
  facts: ReactNode[];
  end?: ReactNode;
  className?: string;
};

/** A bar with its numbers in words under it; never a bar alone. */
export function Progress({ label, share, facts, end, className }: ProgressProps) {
  return (
    <div className={cx('progress', className)}>
      {share === null ? null : <Track label={label} share={share} />}
      <div className="facts">
        {facts.map((fact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the facts have fixed places
          <span key={index}>{fact}</span>
        ))}
        {end ? <span className="end">{end}</span> : null}
      </div>
    </div>
  );
}

function Track({ label, share }: { label: string; share: number }) {
  const value = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      className="track"
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${share * 100}%` }} />
    </div>
  );
}
