'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '../api/trpc.ts';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { rehearsal as words } from '../messages/rehearsal.ts';
import { useRefusal } from '../shell/me.tsx';
import { toastError } from '../ui/toast-error.ts';

/** Starts a rehearsal of an archive; leads to its job. */
export function useRehearse(id: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const why = useRefusal('operator');
  const { key, renew } = useIdempotencyKey();
  const mutation = useMutation(
    trpc.archives.rehearse.mutationOptions({
      onSuccess: ({ jobId }) => router.push(`/jobs/${jobId}`),
      onError: toastError,
      onSettled: renew,
    }),
  );
  return {
    start: () => {
      if (!why && !mutation.isPending) mutation.mutate({ id, idempotencyKey: key() });
    },
    why,
    busy: mutation.isPending ? words.starting : null,
  };
}
