'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { settings } from '../messages/settings.ts';
import { useInstallation } from '../shell/installation.tsx';
import { useRefusal } from '../shell/me.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { AreaField, SelectField, TextField } from '../ui/field.tsx';
import { showToast } from '../ui/toast-store.ts';
import { linesOf } from './lines-of.ts';

const words = settings.database;

type Place = NonNullable<Outputs['installations']['settings']['database']>;
type SslMode = Place['sslmode'];

/**
 * Where the database is when it is no container. It stands there without an installation too: a project whose containers
 * hold no PostgreSQL is one only once this names its server.
 */
export function DatabaseForm() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const refusal = useRefusal('admin');
  const { project = '', known } = useInstallation();
  const asked = useQuery(trpc.installations.settings.queryOptions({ project }, { enabled: project !== '' }));
  const save = useMutation(
    trpc.installations.setDatabase.mutationOptions({
      onSuccess: async () => {
        showToast({ tone: 'quiet', title: settings.installation.savedToast });
        await client.invalidateQueries(trpc.installations.pathFilter());
      },
    }),
  );
  if (!known || (project !== '' && asked.isPending)) return null;
  const present = asked.data?.database ?? null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (refusal) return;
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const password = String(data.get('password'));
    save.mutate({
      project: text('project'),
      database: {
        host: text('host'),
        port: Number(text('port')),
        user: text('user'),
        ...(present && password === '' ? {} : { password }),
        sslmode: text('sslmode') as SslMode,
        ca: text('ca') || null,
        databases: linesOf(data.get('databases')),
      },
    });
  }

  const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false, required: true };
  return (
    <details className="full mt-4" open={present !== null || project === ''}>
      <summary>{words.title}</summary>
      <form className="stack mt-4" onSubmit={submit} key={JSON.stringify([project, present])}>
        <p className="note">{words.note}</p>
        <div className="two">
          <TextField label={words.project} name="project" defaultValue={project} {...plain} />
          <TextField label={words.host} hint={words.hostHint} name="host" defaultValue={present?.host} {...plain} />
          <TextField
            label={words.port}
            name="port"
            type="number"
            min={1}
            max={65535}
            defaultValue={present?.port ?? 5432}
            required
          />
          <TextField label={words.user} hint={words.userHint} name="user" defaultValue={present?.user} {...plain} />
          <TextField
            label={words.password}
            hint={present ? words.passwordKept : words.passwordHint}
            name="password"
            type="password"
            autoComplete="new-password"
          />
          <EncryptionFields present={present} />
          <AreaField
            label={words.databases}
            hint={words.databasesHint}
            name="databases"
            defaultValue={present?.databases.join('\n')}
            spellCheck={false}
          />
        </div>
        <ErrorNotice error={save.error} />
        <p className="cols">
          <Button type="submit" why={refusal} busy={save.isPending ? words.saving : null}>
            {words.save}
          </Button>
          {present ? (
            <Button look="quiet" why={refusal} onClick={() => save.mutate({ project, database: null })}>
              {words.remove}
            </Button>
          ) : null}
        </p>
      </form>
    </details>
  );
}

const modes = Object.entries(words.encryptionModes).map(([value, label]) => ({ value, label }));

/** A CA is asked for where the certificate is checked. */
function EncryptionFields({ present }: { present: Place | null }) {
  const [mode, setMode] = useState<SslMode>(present?.sslmode ?? 'prefer');
  return (
    <>
      <SelectField
        label={words.encryption}
        hint={words.encryptionHint[mode]}
        name="sslmode"
        value={mode}
        onChange={(event) => setMode(event.target.value as SslMode)}
        options={modes}
      />
      {mode === 'verify-full' ? (
        <AreaField
          label={words.ca}
          hint={words.caHint}
          name="ca"
          defaultValue={present?.ca ?? ''}
          placeholder="-----BEGIN CERTIFICATE-----"
          spellCheck={false}
        />
      ) : null}
    </>
  );
}
