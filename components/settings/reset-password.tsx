'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { settings } from '../messages/settings.ts';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';

const words = settings.accounts;

/** Takes a password away and shows the one-time sign-in, once. */
export function ResetPassword({ name, onClose }: { name: string | null; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const reset = useMutation(
    trpc.accounts.resetPassword.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.accounts.pathFilter()),
    }),
  );
  const close = () => {
    reset.reset();
    onClose();
  };
  if (name !== null && reset.data) {
    return (
      <Dialog
        open
        onClose={close}
        title={words.token}
        footer={
          <Button look="primary" onClick={close}>
            {words.close}
          </Button>
        }
      >
        <p>{words.tokenText(name)}</p>
        <CodeBlock label={words.token} text={`${location.origin}/sign-in#once=${reset.data.token}`} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open={name !== null}
      onClose={close}
      title={words.resetTitle(name ?? '')}
      footer={
        <>
          <Button onClick={close} autoFocus>
            {words.resetKeep}
          </Button>
          <Button
            look="danger"
            onClick={() => reset.mutate({ name: name ?? '' })}
            busy={reset.isPending ? words.resetting : null}
          >
            {words.resetConfirm}
          </Button>
        </>
      }
    >
      <p>{words.resetText}</p>
      <ErrorNotice error={reset.error} />
    </Dialog>
  );
}
