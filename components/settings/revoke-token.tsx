'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { settings } from '../messages/settings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import type { Token } from './tokens.tsx';

const words = settings.tokens;

export function RevokeToken({ token, onClose }: { token: Token | null; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: onClose,
      onSettled: () => client.invalidateQueries(trpc.tokens.pathFilter()),
    }),
  );
  if (!token) return null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.revokeTitle(token.name)}
      footer={
        <>
          <Button onClick={onClose} autoFocus>
            {words.revokeKeep}
          </Button>
          <Button
            look="danger"
            onClick={() => revoke.mutate({ id: token.id })}
            busy={revoke.isPending ? words.revoking : null}
          >
            {words.revokeConfirm}
          </Button>
        </>
      }
    >
      <p>{words.revokeText}</p>
      <ErrorNotice error={revoke.error} />
    </Dialog>
  );
}
