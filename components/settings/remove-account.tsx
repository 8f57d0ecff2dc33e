'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { settings } from '../messages/settings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';

const words = settings.accounts;

export function RemoveAccount({ name, onClose }: { name: string | null; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const remove = useMutation(
    trpc.accounts.remove.mutationOptions({
      onSuccess: onClose,
      onSettled: () => client.invalidateQueries(trpc.accounts.pathFilter()),
    }),
  );
  return (
    <Dialog
      open={name !== null}
      onClose={onClose}
      title={words.removeTitle(name ?? '')}
      footer={
        <>
          <Button onClick={onClose} autoFocus>
            {words.removeKeep}
          </Button>
          <Button
            look="danger"
            onClick={() => remove.mutate({ name: name ?? '' })}
            busy={remove.isPending ? words.removing : null}
          >
            {words.removeConfirm}
          </Button>
        </>
      }
    >
      <p>{words.removeText}</p>
      <ErrorNotice error={remove.error} />
    </Dialog>
  );
}
