'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { archives as words } from '../messages/archives.ts';
import { useRefusal } from '../shell/me.tsx';
import { toastError } from '../ui/toast-error.ts';
import { showToast } from '../ui/toast-store.ts';
import type { ArchiveRow } from './types.ts';

/** Pins an archive, or takes the pin off. */
export function usePin({ id, pinned }: Pick<ArchiveRow, 'id' | 'pinned'>) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const why = useRefusal('operator');
  const mutation = useMutation(
    trpc.archives.pin.mutationOptions({
      onSuccess: (archive) =>
        showToast(
          archive.pinned
            ? { tone: 'quiet', title: words.pinned, text: words.pinnedText }
            : { tone: 'quiet', title: words.unpinned },
        ),
      onError: toastError,
      onSettled: () => client.invalidateQueries(trpc.archives.pathFilter()),
    }),
  );
  return { toggle: () => mutation.mutate({ id, pinned: !pinned }), why, busy: mutation.isPending };
}
