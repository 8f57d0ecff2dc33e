'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { signIn, once as words } from '../messages/session.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { TextField } from '../ui/field.tsx';
import { postAuth } from './auth.ts';

type OnceFormProps = { token: string | null; enter: () => void; back: () => void };

/** A one-time token from the server's shell, or from an admin, and the new password. */
export function OnceForm({ token, enter, back }: OnceFormProps) {
  const titleId = useId();
  const submit = useMutation({
    mutationFn: (given: { token: string; password: string }) => postAuth('sign-in-once', given),
    onSuccess: enter,
  });

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    submit.mutate({ token: String(data.get('token')).trim(), password: String(data.get('password')) });
  }

  return (
    <>
      <h1 id={titleId}>{words.title}</h1>
      <p className="note">{words.text}</p>
      <form className="form" onSubmit={onSubmit} aria-labelledby={titleId}>
        <TextField
          label={words.token}
          name="token"
          mono
          autoComplete="off"
          spellCheck={false}
          defaultValue={token ?? ''}
          key={token}
          required
          autoFocus={!token}
        />
        <TextField
          label={words.next}
          hint={words.nextHint}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          required
          autoFocus={Boolean(token)}
        />
        <ErrorNotice error={submit.error} />
        <Button
          look="primary"
          large
          type="submit"
          busy={submit.isPending || submit.isSuccess ? signIn.signingIn : null}
        >
          {words.submit}
        </Button>
      </form>
      <p className="note">
        <button type="button" className="link" onClick={back}>
          {words.back}
        </button>
      </p>
    </>
  );
}
