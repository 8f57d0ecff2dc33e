'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { result as words } from '../messages/restore.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';

type FreeDialogProps = {
  /** The restore or undo that keeps an old side. */
  jobId: string;
  /** Of that side. */
  bytes: number;
  open: boolean;
  onClose: () => void;
  /** With the job that clears it. */
  onStarted: (jobId: string) => void;
};

/** Asks before an old side is given up. */
export function FreeDialog({ jobId, bytes, open, onClose, onStarted }: FreeDialogProps) {
  const trpc = useTRPC();
  const free = useMutation(trpc.restores.clearKept.mutationOptions({ onSuccess: (job) => onStarted(job.jobId) }));
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.freeTitle(bytes)}
      footer={
        <>
          <Button onClick={onClose} autoFocus>
            {words.freeKeep}
          </Button>
          <Button look="danger" onClick={() => free.mutate({ jobId })} busy={free.isPending ? words.freeing : null}>
            {words.freeConfirm}
          </Button>
        </>
      }
    >
      <p>{words.freeText}</p>
      <ErrorNotice error={free.error} />
    </Dialog>
  );
}
