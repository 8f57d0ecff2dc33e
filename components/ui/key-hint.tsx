import { cx } from './cx.ts';

/** Shows which key does the same; for the eye only, since `?` lists all of them. */
export function KeyHint({ keys, wideOnly }: { keys: string; wideOnly?: boolean }) {
  return (
    <span className={cx('kbd', wideOnly && 'hide-s')} aria-hidden="true">
      {keys}
    </span>
  );
}
