'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { password as words } from '../messages/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { TextField } from '../ui/field.tsx';
import { showToast } from '../ui/toast-store.ts';

export function PasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const formId = useId();
  const trpc = useTRPC();
  const change = useMutation(
    trpc.session.changePassword.mutationOptions({
      onSuccess: () => {
        showToast({ tone: 'quiet', title: words.changed, text: words.changedText });
        onClose();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    change.mutate({ current: String(data.get('current')), next: String(data.get('next')) });
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.title}
      footer={
        <>
          <Button onClick={onClose}>{words.keep}</Button>
          <Button look="primary" type="submit" form={formId} busy={change.isPending ? words.changing : null}>
            {words.change}
          </Button>
        </>
      }
    >
      <form id={formId} className="form" onSubmit={submit}>
        <TextField
          label={words.current}
          name="current"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
        />
        <TextField
          label={words.next}
          hint={words.nextHint}
          name="next"
          type="password"
          autoComplete="new-password"
          minLength={10}
          required
        />
        <ErrorNotice error={change.error} />
      </form>
    </Dialog>
  );
}
