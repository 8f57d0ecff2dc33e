'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { archive } from '../messages/archive.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { AreaField } from '../ui/field.tsx';
import { showToast } from '../ui/toast-store.ts';
import type { ArchiveRow } from './types.ts';

const words = archive.note;

export function NoteDialog({
  archive: noted,
  open,
  onClose,
}: {
  archive: Pick<ArchiveRow, 'id' | 'note'>;
  open: boolean;
  onClose: () => void;
}) {
  const formId = useId();
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useMutation(
    trpc.archives.note.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.archives.pathFilter());
        showToast({ tone: 'quiet', title: words.saved });
        onClose();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate({ id: noted.id, note: String(new FormData(event.currentTarget).get('note')).trim() });
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.title}
      footer={
        <>
          <Button onClick={onClose}>{words.keep}</Button>
          <Button look="primary" type="submit" form={formId} busy={save.isPending ? words.saving : null}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <AreaField
          label={words.label}
          hint={words.hint}
          name="note"
          defaultValue={noted.note}
          maxLength={2000}
          autoFocus
        />
        <ErrorNotice error={save.error} />
      </form>
    </Dialog>
  );
}
