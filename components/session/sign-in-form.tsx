'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { shownError } from '../api/error.ts';
import { signIn as words } from '../messages/session.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { TextField } from '../ui/field.tsx';
import { Rich } from '../ui/rich.tsx';
import { postAuth } from './auth.ts';

export function SignInForm({ enter, useToken }: { enter: () => void; useToken: () => void }) {
  const titleId = useId();
  const signIn = useMutation({
    mutationFn: (given: { name: string; password: string }) => postAuth('sign-in', given),
    onSuccess: enter,
  });
  const shown = signIn.error ? shownError(signIn.error) : null;
  const wrong = shown?.code === 'access.sign-in-refused';

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    signIn.mutate({ name: String(data.get('name')).trim(), password: String(data.get('password')) });
  }

  return (
    <>
      <h1 id={titleId}>{words.title}</h1>
      <form className="form" onSubmit={submit} aria-labelledby={titleId}>
        <TextField
          label={words.name}
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
        />
        <TextField
          label={words.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={wrong ? shown.title : null}
        />
        {wrong ? null : <ErrorNotice error={signIn.error} />}
        <Button look="primary" large type="submit" busy={signIn.isPending || signIn.isSuccess ? words.signingIn : null}>
          {words.submit}
        </Button>
      </form>
      <p className="note">
        <Rich text={words.forgotten} />{' '}
        <button type="button" className="link" onClick={useToken}>
          {words.haveToken}
        </button>
      </p>
    </>
  );
}
