'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '../api/trpc.ts';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { shortMoment } from '../format/date.ts';
import { restore } from '../messages/restore.ts';
import { undo as words } from '../messages/undo.ts';
import { TypedConsent } from '../restore/typed-consent.tsx';
import { useRefusal } from '../shell/me.tsx';
import type { UndoPlan } from './types.ts';

type UndoConsentProps = { plan: UndoPlan; safety: boolean; noStart: boolean; settled: boolean };

/** Consent to an undo as it was planned, and its start. */
export function UndoConsent({ plan, safety, noStart, settled }: UndoConsentProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const refusal = useRefusal('admin');
  const { key, renew } = useIdempotencyKey();
  const start = useMutation(
    trpc.restores.undo.mutationOptions({
      onSuccess: ({ jobId }) => router.push(`/restore/run/${jobId}`),
      onSettled: renew,
    }),
  );
  const judged = settled ? (plan.allowed ? null : words.refusedNote) : restore.preflight.checkingAgain;
  return (
    <TypedConsent
      word={plan.confirm}
      against={refusal ?? judged}
      back={`/jobs/${plan.jobId}/result`}
      button={words.button(plan.takesBack, shortMoment(plan.committedAt))}
      busy={start.isPending ? words.starting : null}
      error={start.error}
      begin={(confirm) =>
        start.mutate({ jobId: plan.jobId, confirm, safetyBackup: safety, noStart, idempotencyKey: key() })
      }
    />
  );
}
