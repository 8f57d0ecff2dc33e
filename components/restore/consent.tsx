'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '../api/trpc.ts';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { restore } from '../messages/restore.ts';
import { useRefusal } from '../shell/me.tsx';
import { screenAddress } from './choices.ts';
import { TypedConsent } from './typed-consent.tsx';
import { useChoices } from './use-choices.ts';
import type { Plan } from './use-plan.ts';

const words = restore.plan;

type ConsentProps = {
  id: string;
  plan: Plan;
  at: string;
  /** False while the plan of another choice is being made: what is consented to must be what was judged. */
  settled: boolean;
};

/** Consent to a restore as it was planned, and its start. */
export function Consent({ id, plan, at, settled }: ConsentProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const choices = useChoices();
  const refusal = useRefusal('admin');
  const { key, renew } = useIdempotencyKey();
  const start = useMutation(
    trpc.restores.start.mutationOptions({
      onSuccess: ({ jobId }) => router.push(`/restore/run/${jobId}`),
      onSettled: renew,
    }),
  );
  const undecided = !settled
    ? restore.preflight.checkingAgain
    : !plan.allowed
      ? restore.preflight.stop
      : plan.foreign && !choices.trustForeign
        ? restore.preflight.decideFirst
        : null;

  function begin(confirm: string) {
    start.mutate({
      id,
      project: plan.project,
      confirm,
      safetyBackup: choices.safetyBackup,
      noStart: choices.leaveStopped,
      acceptForeign: choices.trustForeign,
      ...(choices.only ? { only: choices.only } : {}),
      idempotencyKey: key(),
    });
  }

  return (
    <TypedConsent
      word={plan.confirm}
      against={refusal ?? undecided}
      back={screenAddress(id, 'preflight', choices)}
      button={choices.only ? words.buttonPart(at) : words.button(at)}
      busy={start.isPending ? words.starting : null}
      error={start.error}
      begin={begin}
    />
  );
}
