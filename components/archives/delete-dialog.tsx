'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import type { ArchiveRow } from '../archive/types.ts';
import { listMoment } from '../format/date.ts';
import { listOf } from '../format/number.ts';
import { archives, deletion as words } from '../messages/archives.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { Rich } from '../ui/rich.tsx';
import { showToast } from '../ui/toast-store.ts';

type DeleteDialogProps = {
  archives: Pick<ArchiveRow, 'id' | 'createdAt' | 'pinned'>[];
  open: boolean;
  onClose: () => void;
  onDeleted: () => void;
};

/** The one place where an archive is given up: names each one, and the focus stands on keeping it. */
export function DeleteDialog({ archives: chosen, open, onClose, onDeleted }: DeleteDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const remove = useMutation(trpc.archives.delete.mutationOptions());
  const pinned = chosen.filter((one) => one.pinned).length;

  async function confirm() {
    let jobId = '';
    for (const { id } of chosen) jobId = (await remove.mutateAsync({ id })).jobId;
    showToast({
      tone: 'quiet',
      title: words.started,
      action: { label: archives.jobs, href: chosen.length === 1 ? `/jobs/${jobId}` : '/jobs' },
    });
    await client.invalidateQueries(trpc.archives.pathFilter());
    onClose();
    onDeleted();
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.title(chosen.length)}
      footer={
        <>
          <Button onClick={onClose} autoFocus>
            {words.keep(chosen.length)}
          </Button>
          {/* A failure is told by the notice above the buttons. */}
          <Button
            look="danger"
            onClick={() => void confirm().catch(() => null)}
            busy={remove.isPending ? words.deleting : null}
          >
            {words.delete(chosen.length)}
          </Button>
        </>
      }
    >
      <p>
        <b>{listOf(chosen.slice(0, 6).map((one) => listMoment(one.createdAt)))}</b>
        {chosen.length > 6 ? ` and ${chosen.length - 6} more` : ''}. {words.text}
      </p>
      {pinned > 0 ? (
        <p>
          <Rich text={words.pinned(pinned)} />
        </p>
      ) : null}
      <ErrorNotice error={remove.error} />
    </Dialog>
  );
}
