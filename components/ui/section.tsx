import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import type { Tone } from './icon.tsx';

type SectionProps = {
  label: ReactNode;
  /** Small words under the label. */
  small?: ReactNode;
  /** Words at the right of a full section's heading. */
  aside?: ReactNode;
  tone?: Exclude<Tone, 'quiet' | 'info'>;
  /** The label stands above its content as a heading, not hanging left. */
  full?: boolean;
  tight?: boolean;
  id?: string;
  className?: string;
  children: ReactNode;
};

/** Stands on a rule, with its label hanging in the left column. Never boxed. */
export function Section({ label, small, aside, tone, full, tight, id, className, children }: SectionProps) {
  const labelId = useId();
  return (
    <section id={id} aria-labelledby={labelId} className={cx('section', full && 'full', tight && 'tight', className)}>
      <h2 id={labelId} className={cx('label', tone && `${tone}-ink`)}>
        {label}
        {small ? <small>{small}</small> : null}
        {aside ? <span className="aside">{aside}</span> : null}
      </h2>
      {children}
    </section>
  );
}
