'use client';

import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useTRPC } from '../api/trpc.ts';
import { useNow } from '../api/use-now.ts';
import { BackupButton } from '../backup/backup-button.tsx';
import { home as words } from '../messages/home.ts';
import { shell } from '../messages/shell.ts';
import { useInstallation } from '../shell/installation.tsx';
import { Async } from '../ui/async.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { PageHead, useTitle } from '../ui/page-head.tsx';
import { PresentMoment } from '../ui/present-moment.tsx';
import { Attention } from './attention.tsx';
import { Days } from './days.tsx';
import { FirstRun } from './first-run.tsx';
import { LastBackup } from './last-backup.tsx';
import { RestoreEstimate } from './restore-estimate.tsx';
import { RunningJob } from './running-job.tsx';
import { Storage } from './storage.tsx';
import type { Home } from './types.ts';

/** Answers in sentences: the last good backup and how we know, how long a restore would take, what needs attention. */
export function HomePage() {
  const trpc = useTRPC();
  const { project, known } = useInstallation();
  const query = useQuery(trpc.home.get.queryOptions({ project }, { enabled: known, refetchInterval: 30_000 }));
  useTitle('Home', project);
  return (
    <Async query={query} label={words.loading}>
      {(home) => <Content home={home} retry={() => void query.refetch()} />}
    </Async>
  );
}

function Content({ home, retry }: { home: Home; retry: () => void }) {
  const now = useNow(10_000);
  const { project } = useInstallation();
  return (
    <>
      <PageHead
        title={home.installation?.project ?? project ?? shell.noInstallation}
        meta={<PresentMoment live />}
        actions={
          home.archives > 0 ? (
            <>
              <ButtonLink href="/restore" icon={RotateCcw}>
                {words.restore}
              </ButtonLink>
              <BackupButton withKey />
            </>
          ) : null
        }
      />
      {home.problem ? (
        <section className="section full">
          <ErrorState error={{ report: home.problem }} onRetry={retry} />
        </section>
      ) : null}
      <RunningJob />
      <Attention home={home} />
      {home.last ? <LastBackup last={home.last} now={now} /> : <FirstRun installation={home.installation} />}
      {home.last && home.restoreEstimate ? (
        <RestoreEstimate rehearsed={home.rehearsed} estimate={home.restoreEstimate} title={home.installation?.title} />
      ) : null}
      {home.last ? <Days days={home.days} /> : null}
      <Storage store={home.store} />
    </>
  );
}
