'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { settings } from '../messages/settings.ts';
import type { Role } from '../shell/me.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { showToast } from '../ui/toast-store.ts';
import { roleOptions } from './role-options.ts';

const words = settings.accounts;

export function AddAccount({ open, onClose }: { open: boolean; onClose: () => void }) {
  const formId = useId();
  const trpc = useTRPC();
  const client = useQueryClient();
  const create = useMutation(
    trpc.accounts.create.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.accounts.pathFilter());
        showToast({ tone: 'quiet', title: words.added });
        onClose();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    create.mutate({
      name: String(data.get('name')).trim(),
      role: data.get('role') as Role,
      password: String(data.get('password')),
    });
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.addTitle}
      footer={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" type="submit" form={formId} busy={create.isPending ? words.creating : null}>
            {words.create}
          </Button>
        </>
      }
    >
      <form id={formId} className="form" onSubmit={submit}>
        <TextField
          label={words.name}
          hint={words.nameHint}
          name="name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
        />
        <SelectField label={words.roleLabel} name="role" options={roleOptions} defaultValue="operator" />
        <TextField
          label={words.password}
          hint={words.passwordHint}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          required
        />
        <ErrorNotice error={create.error} />
      </form>
    </Dialog>
  );
}
