'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { dayMonth, nearMoment } from '../format/date.ts';
import { settings } from '../messages/settings.ts';
import { Async } from '../ui/async.tsx';
import { Button } from '../ui/button.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { MakeToken } from './make-token.tsx';
import { RevokeToken } from './revoke-token.tsx';

export type Token = Outputs['tokens']['list'][number];

const words = settings.tokens;

export function Tokens() {
  const trpc = useTRPC();
  const query = useQuery(trpc.tokens.list.queryOptions());
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  return (
    <Section id="tokens" label={settings.tabs.tokens}>
      <div>
        <p className="note">
          <Rich text={words.note} />
        </p>
        <Async query={query} label={words.loading} skeleton={<SkeletonRows rows={2} />}>
          {(tokens) =>
            tokens.length === 0 ? (
              <p className="mt-4">{words.none}</p>
            ) : (
              <TokenTable tokens={tokens} revoke={setRevoking} />
            )
          }
        </Async>
        <p className="mt-4">
          <Button onClick={() => setMaking(true)}>{words.make}</Button>
        </p>
        <MakeToken open={making} onClose={() => setMaking(false)} />
        <RevokeToken token={revoking} onClose={() => setRevoking(null)} />
      </div>
    </Section>
  );
}

function TokenTable({ tokens, revoke }: { tokens: Token[]; revoke: (token: Token) => void }) {
  const now = Date.now();
  return (
    <table className="table table-rows mt-2">
      <thead>
        <tr>
          <th scope="col">{words.heads.name}</th>
          <th scope="col">{words.heads.may}</th>
          <th scope="col">{words.heads.ends}</th>
          <th scope="col">{words.heads.used}</th>
          <th scope="col">
            <span className="sr">{words.heads.action}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <th scope="row">
              {token.name}
              <span className="sub">
                <code>…{token.hint}</code>, {token.createdBy}
              </span>
            </th>
            <td>{token.role}</td>
            <td className="hide-s">
              {token.expiresAt
                ? `${dayMonth(token.expiresAt)} ${new Date(token.expiresAt).getFullYear()}`
                : words.noEnd}
            </td>
            <td className="hide-s">{token.lastUsedAt ? nearMoment(token.lastUsedAt, now) : words.never}</td>
            <td className="num">
              <Button look="quiet" onClick={() => revoke(token)}>
                {words.revoke}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
