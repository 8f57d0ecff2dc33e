'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../api/trpc.ts';
import type { Job } from '../api/use-job.ts';
import { kinds, job as words } from '../messages/job.ts';
import { useMe, useRefusal } from '../shell/me.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';

/** Says what cancelling does at this very stage before it is done. */
export function CancelJob({ job }: { job: Job }) {
  const trpc = useTRPC();
  const me = useMe();
  const refusal = useRefusal('operator');
  const [open, setOpen] = useState(false);
  const kind = kinds[job.kind].toLowerCase();
  const cancel = useMutation(trpc.jobs.cancel.mutationOptions({ onSuccess: () => setOpen(false) }));
  const notMine = me && me.role !== 'admin' && me.name !== job.createdBy ? words.cancel.only : null;
  const why = refusal ?? notMine ?? (job.cancel === null ? (job.locked ?? '') : null);
  return (
    <>
      <Button onClick={() => setOpen(true)} why={why} busy={job.cancelRequested ? words.cancel.cancelling : null}>
        {words.cancel.button}
      </Button>
      <Dialog
        open={open && job.cancel !== null}
        onClose={() => setOpen(false)}
        title={words.cancel.title(kind)}
        footer={
          <>
            <Button onClick={() => setOpen(false)} autoFocus>
              {words.cancel.keep}
            </Button>
            <Button
              look="danger"
              onClick={() => cancel.mutate({ id: job.id })}
              busy={cancel.isPending ? words.cancel.cancelling : null}
            >
              {words.cancel.confirm(kind)}
            </Button>
          </>
        }
      >
        <p>{job.cancel}</p>
        <ErrorNotice error={cancel.error} />
      </Dialog>
    </>
  );
}
