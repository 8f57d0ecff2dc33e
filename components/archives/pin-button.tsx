'use client';

import { Pin } from 'lucide-react';
import type { ArchiveRow } from '../archive/types.ts';
import { usePin } from '../archive/use-pin.ts';
import { archives as words } from '../messages/archives.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';

export function PinButton({ row, name }: { row: Pick<ArchiveRow, 'id' | 'pinned'>; name: string }) {
  const { toggle, why, busy } = usePin(row);
  return (
    <Button
      look="quiet"
      icon={Pin}
      iconOnly
      why={why}
      aria-pressed={row.pinned}
      onClick={toggle}
      aria-busy={busy}
      className={cx('pin', row.pinned && 'is-pinned')}
    >
      {row.pinned ? words.unpin(name) : words.pin(name)}
    </Button>
  );
}
