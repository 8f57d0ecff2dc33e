'use client';

import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { banners as words } from '../messages/shell.ts';
import { useRefusal } from '../shell/me.tsx';
import { useNotices } from '../shell/notices.tsx';
import { Button, type ButtonLook } from '../ui/button.tsx';
import { toastError } from '../ui/toast-error.ts';
import { showToast } from '../ui/toast-store.ts';

type RestartButtonProps = { project: string; service?: string; look?: ButtonLook; children: ReactNode };

/** Restarts one service, or in order all that need it. The page goes on; the banner goes when each has been restarted. */
export function RestartButton({ project, service, look, children }: RestartButtonProps) {
  const trpc = useTRPC();
  const refusal = useRefusal('admin');
  const running = useNotices().notices?.running.some((job) => job.kind === 'restart' && job.project === project);
  const { key, renew } = useIdempotencyKey();
  const start = useMutation(
    trpc.restarts.start.mutationOptions({
      onSuccess: ({ jobId }) =>
        showToast({ tone: 'quiet', title: words.restarting, action: { label: words.openJob, href: `/jobs/${jobId}` } }),
      onError: toastError,
      onSettled: renew,
    }),
  );
  return (
    <Button
      look={look}
      why={refusal}
      busy={start.isPending || running ? words.restarting : null}
      onClick={() => start.mutate({ project, service, idempotencyKey: key() })}
    >
      {children}
    </Button>
  );
}
