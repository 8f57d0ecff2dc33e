'use client';

import { type ReactNode, useState } from 'react';
import { restore } from '../messages/restore.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { TextField } from '../ui/field.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { WizardFoot } from '../ui/wizard.tsx';

const words = restore.plan;

type TypedConsentProps = {
  /** The word to type. */
  word: string;
  /** Why it can't be begun whatever is typed. */
  against: string | null;
  back: string;
  button: ReactNode;
  /** A participle while it is being begun. */
  busy: string | null;
  error: unknown;
  begin: (typed: string) => void;
};

/** The installation's name, typed, and the one button that begins a swap. */
export function TypedConsent({ word, against, back, button, busy, error, begin }: TypedConsentProps) {
  const [typed, setTyped] = useState('');
  const matches = typed.trim() === word;
  const why = against ?? (matches ? null : words.notYet);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!why && !busy) begin(typed.trim());
      }}
    >
      <Section label={words.consent}>
        <div className="stack">
          <TextField
            label={<Rich text={words.type(word)} />}
            hint={matches ? <span className="ok-ink">{words.matches}</span> : words.typeHint}
            mono
            matches={matches}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <ErrorNotice error={error} />
        </div>
      </Section>
      <WizardFoot back={back} note={why ?? words.starts} noteId="consent-note">
        <Button look={why ? 'plain' : 'danger'} large type="submit" why={why} whyId="consent-note" busy={busy}>
          {button}
        </Button>
      </WizardFoot>
    </form>
  );
}
