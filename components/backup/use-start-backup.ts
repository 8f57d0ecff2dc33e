'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { shownError } from '../api/error.ts';
import { useTRPC } from '../api/trpc.ts';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { backup as words } from '../messages/backup.ts';
import { useInstallation } from '../shell/installation.tsx';
import { useRefusal } from '../shell/me.tsx';
import { useNotices } from '../shell/notices.tsx';
import { showToast } from '../ui/toast-store.ts';

export type StartBackup = {
  start: () => void;
  busy: string | null;
  /** Why none can be started now. */
  why: string | null;
};

/** Starts a backup of the present installation; leads to its job. */
export function useStartBackup(): StartBackup {
  const trpc = useTRPC();
  const router = useRouter();
  const { project, installation } = useInstallation();
  const refusal = useRefusal('operator');
  const running = useNotices().notices?.running.find((job) => job.kind === 'backup' && job.project === project);
  const { key, renew } = useIdempotencyKey();
  const mutation = useMutation(
    trpc.backups.start.mutationOptions({
      onSuccess: ({ jobId }) => router.push(`/jobs/${jobId}`),
      onError: (error) => {
        const { title, remedy } = shownError(error);
        showToast({ tone: 'danger', title, text: remedy });
      },
      onSettled: renew,
    }),
  );
  const why =
    refusal ?? (installation ? null : words.noInstallation) ?? (running ? words.running(running.project) : null);
  return {
    start: () => {
      if (!why && !mutation.isPending) mutation.mutate({ project, idempotencyKey: key() });
    },
    busy: mutation.isPending ? words.starting : null,
    why,
  };
}
