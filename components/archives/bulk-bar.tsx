'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '../api/trpc.ts';
import type { ArchiveRow } from '../archive/types.ts';
import { archives as words } from '../messages/archives.ts';
import { useRefusal } from '../shell/me.tsx';
import { Button } from '../ui/button.tsx';
import { toastError } from '../ui/toast-error.ts';
import { showToast } from '../ui/toast-store.ts';
import { DeleteDialog } from './delete-dialog.tsx';

/** Floats at the bottom while rows are selected, and says what deletion would mean before it is pressed. */
export function BulkBar({ rows, clear }: { rows: ArchiveRow[]; clear: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const operator = useRefusal('operator');
  const admin = useRefusal('admin');
  const [deleting, setDeleting] = useState(false);
  const verify = useMutation(trpc.archives.verify.mutationOptions());
  const pin = useMutation(trpc.archives.pin.mutationOptions());
  const allPinned = rows.every((row) => row.pinned);

  async function each(step: (row: ArchiveRow) => Promise<unknown>, done: string) {
    try {
      for (const row of rows) await step(row);
      showToast({ tone: 'quiet', title: done });
      clear();
    } catch (error) {
      toastError(error);
    }
    await client.invalidateQueries(trpc.archives.pathFilter());
  }

  return (
    <section className="bulkbar" aria-label={words.bulk.label}>
      <b className="ink">{words.bulk.selected(rows.length)}</b>
      <span className="quiet hide-s">{words.bulk.size(rows.reduce((sum, row) => sum + row.bytes, 0))}</span>
      <div className="actions">
        <Button
          why={operator}
          onClick={() => each((row) => verify.mutateAsync({ id: row.id }), words.verifying(rows.length))}
        >
          {words.bulk.verify}
        </Button>
        <Button
          why={operator}
          onClick={() =>
            each(
              (row) => pin.mutateAsync({ id: row.id, pinned: !allPinned }),
              allPinned ? words.unpinned : words.pinned,
            )
          }
        >
          {allPinned ? words.bulk.unpin : words.bulk.pin}
        </Button>
        <Button look="danger-quiet" icon={Trash2} why={admin} onClick={() => setDeleting(true)}>
          {words.bulk.delete}
        </Button>
        <Button look="quiet" icon={X} iconOnly onClick={clear}>
          {words.bulk.clear}
        </Button>
      </div>
      <DeleteDialog archives={rows} open={deleting} onClose={() => setDeleting(false)} onDeleted={clear} />
    </section>
  );
}
