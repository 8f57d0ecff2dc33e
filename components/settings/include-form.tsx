'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { settings } from '../messages/settings.ts';
import { useRefusal } from '../shell/me.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { AreaField, Check, SelectField } from '../ui/field.tsx';
import { showToast } from '../ui/toast-store.ts';
import { linesOf } from './lines-of.ts';

const words = settings.installation;

/** What the administrator adds to, takes from, or knows better than what was discovered. */
export function IncludeForm({ project }: { project: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const refusal = useRefusal('admin');
  const present = useQuery(trpc.installations.settings.queryOptions({ project })).data;
  const save = useMutation(
    trpc.installations.configure.mutationOptions({
      onSuccess: async () => {
        showToast({ tone: 'quiet', title: words.savedToast });
        await client.invalidateQueries(trpc.installations.pathFilter());
      },
    }),
  );
  if (!present) return null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (refusal) return;
    const data = new FormData(event.currentTarget);
    save.mutate({
      project,
      profile: String(data.get('profile')) || null,
      include: linesOf(data.get('include')),
      exclude: linesOf(data.get('exclude')),
      includeEnvironment: data.get('folder') === 'on',
    });
  }

  return (
    <form className="stack" onSubmit={submit} key={JSON.stringify(present)}>
      <SelectField
        label={words.profile}
        hint={words.profileHint}
        name="profile"
        defaultValue={present.profile ?? ''}
        options={[
          { value: '', label: words.profileDetected },
          ...present.profiles.map(({ name, title }) => ({ value: name, label: words.profileText(title, name) })),
        ]}
      />
      <div className="two">
        <AreaField
          label={words.include}
          hint={words.includeHint}
          name="include"
          defaultValue={present.include.join('\n')}
          spellCheck={false}
        />
        <AreaField
          label={words.exclude}
          hint={words.excludeHint}
          name="exclude"
          defaultValue={present.exclude.join('\n')}
          spellCheck={false}
        />
      </div>
      <Check name="folder" defaultChecked={present.includeEnvironment} small={words.folderSmall}>
        {words.folder}
      </Check>
      <ErrorNotice error={save.error} />
      <p className="cols">
        <Button type="submit" why={refusal} busy={save.isPending ? words.saving : null}>
          {words.save}
        </Button>
      </p>
    </form>
  );
}
