'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { restore } from '../messages/restore.ts';
import { useRefusal } from '../shell/me.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { TextField } from '../ui/field.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { WizardFoot } from '../ui/wizard.tsx';
import { screenAddress } from './choices.ts';
import { useChoices } from './use-choices.ts';
import type { Plan } from './use-plan.ts';

const words = restore.plan;

/** The installation's name, typed, and the one button that starts a restore. */
export function Consent({ id, plan, safety, at }: { id: string; plan: Plan; safety: boolean; at: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const choices = useChoices();
  const [typed, setTyped] = useState('');
  const refusal = useRefusal('admin');
  const { key, renew } = useIdempotencyKey();
  const start = useMutation(
    trpc.restores.start.mutationOptions({
      onSuccess: ({ jobId }) => router.push(`/restore/run/${jobId}`),
      onSettled: renew,
    }),
  );
  const matches = typed.trim() === plan.confirm;
  const undecided = !plan.allowed
    ? restore.preflight.stop
    : plan.foreign && !choices.trustForeign
      ? restore.preflight.decideFirst
      : null;
  const why = refusal ?? undecided ?? (matches ? null : words.notYet);

  function begin() {
    start.mutate({
      id,
      project: plan.project,
      confirm: typed.trim(),
      safetyBackup: safety,
      noStart: choices.leaveStopped,
      acceptForeign: choices.trustForeign,
      idempotencyKey: key(),
    });
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!why && !start.isPending) begin();
      }}
    >
      <Section label={words.consent}>
        <div className="stack">
          <TextField
            label={<Rich text={words.type(plan.confirm)} />}
            hint={matches ? <span className="ok-ink">{words.matches}</span> : words.typeHint}
            mono
            matches={matches}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <ErrorNotice error={start.error} />
        </div>
      </Section>
      <WizardFoot back={screenAddress(id, 'preflight', choices)} note={why ?? words.starts} noteId="consent-note">
        <Button
          look={why ? 'plain' : 'danger'}
          large
          type="submit"
          why={why}
          whyId="consent-note"
          busy={start.isPending ? words.starting : null}
        >
          {words.button(at)}
        </Button>
      </WizardFoot>
    </form>
  );
}
