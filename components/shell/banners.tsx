'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { useNow } from '../api/use-now.ts';
import { clock } from '../format/date.ts';
import { banners as words } from '../messages/shell.ts';
import { RestartBanner } from '../restart/restart-banner.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Rich } from '../ui/rich.tsx';
import { useInstallation } from './installation.tsx';
import { useNotices } from './notices.tsx';

/** Under the window's edge while a state lasts: at most two, the graver first. */
export function Banners() {
  const shown: ReactNode[] = [useSilence(), useInterrupted(), ...useRestarts()].filter(Boolean);
  return <div className="banner-stack">{shown.slice(0, 2)}</div>;
}

function useSilence(): ReactNode {
  const { silentSince, retry } = useNotices();
  const now = useNow(1_000);
  if (silentSince === null) return null;
  return (
    <Banner key="silence" tone="danger" actions={<Button onClick={retry}>{words.tryNow}</Button>}>
      <p>
        <Rich text={words.silent(clock(silentSince), now - silentSince)} />
      </p>
    </Banner>
  );
}

function useInterrupted(): ReactNode {
  const trpc = useTRPC();
  const { project, known } = useInstallation();
  const newest = useQuery(trpc.jobs.list.queryOptions({ project, limit: 10 }, { enabled: known })).data?.rows ?? [];
  const job = newest.find((one) => one.state === 'interrupted');
  if (!job) return null;
  return (
    <Banner key={job.id} tone="danger" actions={<ButtonLink href={`/jobs/${job.id}`}>{words.openJob}</ButtonLink>}>
      <p>
        <Rich text={words.interrupted(job.subject)} />
      </p>
    </Banner>
  );
}

function useRestarts(): ReactNode[] {
  const { notices } = useNotices();
  return (notices?.restarts ?? [])
    .filter((restart) => restart.required.length > 0)
    .map((restart) => <RestartBanner key={restart.jobId} restart={restart} />);
}
