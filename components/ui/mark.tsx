import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type Tone } from './icon.tsx';

/** A state as icon and word, always both. `quiet` greys the word too. */
export type State = { icon: LucideIcon; word: string; tone: Tone | null };

/** In tables: only the icon is coloured. */
export function Mark({ state, children }: { state: State; children?: ReactNode }) {
  const { tone } = state;
  return (
    <span className={cx('mark', tone && (tone === 'quiet' ? 'mark-none' : `mark-${tone}`))}>
      <Icon of={state.icon} />
      {children ?? state.word}
    </span>
  );
}

/** In a page's head: framed. */
export function Chip({ state, children }: { state: State; children?: ReactNode }) {
  const { tone } = state;
  return (
    <span className={cx('chip', tone && tone !== 'quiet' && `chip-${tone}`)}>
      <Icon of={state.icon} />
      {children ?? state.word}
    </span>
  );
}
