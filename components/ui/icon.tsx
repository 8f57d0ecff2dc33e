import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';

export type Tone = 'ok' | 'warn' | 'danger' | 'info' | 'quiet';

type IconProps = { of: LucideIcon; tone?: Tone | null; small?: boolean; spin?: boolean; className?: string };

const toneClass: Record<Tone, string> = {
  ok: 'ok-ink',
  warn: 'warn-ink',
  danger: 'danger-ink',
  info: 'info-ink',
  quiet: 'quiet',
};

/** A sign beside a word; never the only carrier of a meaning, so always hidden from screen readers. */
export function Icon({ of: Glyph, tone, small, spin, className }: IconProps) {
  return (
    <Glyph
      aria-hidden
      className={cx('icon', small && 'icon-sm', tone && toneClass[tone], spin && 'spin', className)}
      strokeWidth={small ? 1.8 : 1.6}
    />
  );
}
