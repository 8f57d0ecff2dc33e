'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { settings } from '../messages/settings.ts';
import type { Role } from '../shell/me.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { roleOptions } from './role-options.ts';

const words = settings.tokens;

/** Asks for name, role and end; then shows the token, once. */
export function MakeToken({ open, onClose }: { open: boolean; onClose: () => void }) {
  const formId = useId();
  const trpc = useTRPC();
  const client = useQueryClient();
  const create = useMutation(
    trpc.tokens.create.mutationOptions({ onSettled: () => client.invalidateQueries(trpc.tokens.pathFilter()) }),
  );
  const close = () => {
    create.reset();
    onClose();
  };

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const days = Number(data.get('days'));
    create.mutate({
      name: String(data.get('name')).trim(),
      role: data.get('role') as Role,
      ...(days > 0 ? { expiresInDays: days } : {}),
    });
  }

  if (open && create.data) {
    return (
      <Dialog
        open
        onClose={close}
        title={words.made}
        footer={
          <Button look="primary" onClick={close}>
            {words.close}
          </Button>
        }
      >
        <p>{words.madeText}</p>
        <CodeBlock label={words.made} text={create.data.token} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={words.makeTitle}
      footer={
        <>
          <Button onClick={close}>{words.cancel}</Button>
          <Button look="primary" type="submit" form={formId} busy={create.isPending ? words.creating : null}>
            {words.create}
          </Button>
        </>
      }
    >
      <form id={formId} className="form" onSubmit={submit}>
        <TextField label={words.name} name="name" autoComplete="off" spellCheck={false} required autoFocus />
        <SelectField label={words.heads.may} name="role" options={roleOptions} defaultValue="viewer" />
        <SelectField label={words.days} name="days" options={words.dayOptions} defaultValue="365" />
        <ErrorNotice error={create.error} />
      </form>
    </Dialog>
  );
}
