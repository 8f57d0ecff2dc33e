import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type Tone } from './icon.tsx';

/** A ruled list: attention, findings, evidence in sentences. */
export function RowList({ children, className }: { children: ReactNode; className?: string }) {
  return <ul className={cx('rows', className)}>{children}</ul>;
}

type RowProps = { icon: LucideIcon; tone?: Tone; act?: ReactNode; children: ReactNode };

export function Row({ icon, tone = 'quiet', act, children }: RowProps) {
  return (
    <li>
      <Icon of={icon} tone={tone} />
      <div>{children}</div>
      {act ? <div className="act">{act}</div> : null}
    </li>
  );
}
