'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { setUp as words } from '../messages/session.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { TextField } from '../ui/field.tsx';
import { postAuth } from './auth.ts';

/** The first administrator of a new server, with the token that only its log and its state folder show. */
export function SetUpForm({ token, enter }: { token: string | null; enter: () => void }) {
  const titleId = useId();
  const trpc = useTRPC();
  const signIn = useMutation({
    mutationFn: (given: { name: string; password: string }) => postAuth('sign-in', given),
    onSuccess: enter,
  });
  const make = useMutation(
    trpc.session.setUp.mutationOptions({ onSuccess: (_, { name, password }) => signIn.mutate({ name, password }) }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [given, name, password] = ['token', 'name', 'password'].map((field) => String(data.get(field)));
    make.mutate({ token: (given ?? '').trim(), name: (name ?? '').trim(), password: password ?? '' });
  }

  return (
    <>
      <h1 id={titleId}>{words.title}</h1>
      <p className="note">{words.text}</p>
      <form className="form" onSubmit={submit} aria-labelledby={titleId}>
        <TextField
          label={words.token}
          hint={words.tokenHint}
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
          label={words.name}
          hint={words.nameHint}
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus={Boolean(token)}
        />
        <TextField
          label={words.password}
          hint={words.passwordHint}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          required
        />
        <ErrorNotice error={make.error ?? signIn.error} />
        <Button
          look="primary"
          large
          type="submit"
          busy={make.isPending || signIn.isPending || signIn.isSuccess ? words.making : null}
        >
          {words.submit}
        </Button>
      </form>
    </>
  );
}
