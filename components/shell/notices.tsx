'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { useVisible } from '../api/use-visible.ts';

export type Notices = Outputs['notices']['get'];

type Standing = {
  /** undefined until they are known. */
  notices: Notices | undefined;
  /** ms since 1970 of the last sign of life, when there has been none for a while; else null. */
  silentSince: number | null;
  retry: () => void;
};

const NoticesContext = createContext<Standing | null>(null);

/** How long a stream may be silent or reconnecting before the page says so. */
const patienceMs = 6_000;

/** What every open page shows: restarts due, sessions ended, steps left, jobs running. Pushed by the server. */
export function NoticesProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const visible = useVisible();
  const options = trpc.notices.get.queryOptions();
  const query = useQuery(options);
  const lastSign = useRef(Date.now());
  const running = useRef<string>('');

  const stream = useSubscription(
    trpc.notices.watch.subscriptionOptions(undefined, {
      enabled: visible && query.data !== undefined,
      onStarted: () => {
        lastSign.current = Date.now();
      },
      onData: (notices) => {
        lastSign.current = Date.now();
        client.setQueryData(options.queryKey, notices);
        const now = notices.running.map((job) => job.id).join();
        // A job began or ended: what pages show of archives, jobs and the installation may be old.
        if (now !== running.current)
          void client.invalidateQueries({ predicate: (other) => !sameKey(other.queryKey, options.queryKey) });
        running.current = now;
      },
    }),
  );

  const lost = visible && stream.status !== 'pending' && stream.status !== 'idle';
  const silentSince = useLasting(lost, patienceMs) ? lastSign.current : null;
  return <NoticesContext value={{ notices: query.data, silentSince, retry: stream.reset }}>{children}</NoticesContext>;
}

export function useNotices(): Standing {
  const standing = useContext(NoticesContext);
  if (!standing) throw new Error('NoticesProvider is missing above this component');
  return standing;
}

/** True once `state` has been true for `ms` without a break. */
function useLasting(state: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!state) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [state, ms]);
  return lasting;
}

function sameKey(one: readonly unknown[], other: readonly unknown[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
