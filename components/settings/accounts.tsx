'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { nearMoment } from '../format/date.ts';
import { settings } from '../messages/settings.ts';
import type { Role } from '../shell/me.tsx';
import { Async } from '../ui/async.tsx';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem, MenuRule } from '../ui/menu.tsx';
import { Section } from '../ui/section.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { toastError } from '../ui/toast-error.ts';
import { AddAccount } from './add-account.tsx';
import { RemoveAccount } from './remove-account.tsx';
import { ResetPassword } from './reset-password.tsx';

export type Account = Outputs['accounts']['list'][number];

const words = settings.accounts;
const allRoles: readonly Role[] = ['viewer', 'operator', 'admin'];

export function Accounts({ me }: { me: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.accounts.list.queryOptions());
  const [dialog, setDialog] = useState<{ kind: 'add' } | { kind: 'reset' | 'remove'; name: string } | null>(null);
  const close = () => setDialog(null);
  return (
    <Section id="accounts" label={settings.tabs.accounts}>
      <div>
        <Async query={query} label={words.loading} skeleton={<SkeletonRows rows={3} />}>
          {(accounts) => (
            <table className="table table-rows">
              <thead>
                <tr>
                  <th scope="col">{words.heads.name}</th>
                  <th scope="col">{words.heads.role}</th>
                  <th scope="col">{words.heads.seen}</th>
                  <th scope="col">
                    <span className="sr">{words.heads.action}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {accounts.map((account) => (
                  <AccountRow key={account.id} account={account} me={me} ask={setDialog} />
                ))}
              </tbody>
            </table>
          )}
        </Async>
        <p className="mt-4">
          <Button onClick={() => setDialog({ kind: 'add' })}>{words.add}</Button>
        </p>
        <AddAccount open={dialog?.kind === 'add'} onClose={close} />
        <ResetPassword name={dialog?.kind === 'reset' ? dialog.name : null} onClose={close} />
        <RemoveAccount name={dialog?.kind === 'remove' ? dialog.name : null} onClose={close} />
      </div>
    </Section>
  );
}

type AccountRowProps = {
  account: Account;
  me: string;
  ask: (dialog: { kind: 'reset' | 'remove'; name: string }) => void;
};

function AccountRow({ account, me, ask }: AccountRowProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const setRole = useMutation(
    trpc.accounts.setRole.mutationOptions({
      onError: toastError,
      onSettled: () => client.invalidateQueries(trpc.accounts.pathFilter()),
    }),
  );
  const seen = account.lastSeenAt ? nearMoment(account.lastSeenAt, Date.now()) : words.never;
  return (
    <tr>
      <th scope="row">
        {account.name}
        {account.name === me ? <span className="sub">{words.you}</span> : null}
      </th>
      <td>
        {account.role}
        <span className="sub">{words.may[account.role]}</span>
      </td>
      <td className="hide-s">{words.seen(seen, account.sessions)}</td>
      <td className="num">
        <Menu
          trigger={
            <Button look="quiet" aria-label={words.change(account.name)}>
              Change
            </Button>
          }
        >
          {allRoles
            .filter((role) => role !== account.role)
            .map((role) => (
              <MenuItem key={role} onSelect={() => setRole.mutate({ name: account.name, role })}>
                {words.role(role)}
              </MenuItem>
            ))}
          <MenuRule />
          <MenuItem onSelect={() => ask({ kind: 'reset', name: account.name })}>{words.reset}</MenuItem>
          <MenuItem danger onSelect={() => ask({ kind: 'remove', name: account.name })}>
            {words.remove}
          </MenuItem>
        </Menu>
      </td>
    </tr>
  );
}
