import { CircleCheck, Info, type LucideIcon, OctagonX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

type BannerTone = 'warn' | 'danger' | 'info' | 'ok';

const icons: Record<BannerTone, LucideIcon> = { warn: TriangleAlert, danger: OctagonX, info: Info, ok: CircleCheck };

type BannerProps = { tone: BannerTone; inset?: boolean; actions?: ReactNode; children: ReactNode; className?: string };

/** What happened, what it means, the remedy at the right. Stays while the state lasts. */
export function Banner({ tone, inset, actions, children, className }: BannerProps) {
  return (
    <div
      className={cx('banner', `banner-${tone}`, inset && 'inset', className)}
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      <Icon of={icons[tone]} />
      <div>{children}</div>
      {actions ? <div className="actions">{actions}</div> : null}
    </div>
  );
}
