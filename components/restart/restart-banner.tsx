'use client';

import { shortMoment } from '../format/date.ts';
import { banners as words } from '../messages/shell.ts';
import type { Notices } from '../shell/notices.tsx';
import { Banner } from '../ui/banner.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Rich } from '../ui/rich.tsx';
import { RestartButton } from './restart-button.tsx';

export type RestartState = Notices['restarts'][number];

/** Stays on every page until each service that runs with what it read before the restore or undo has been restarted. */
export function RestartBanner({ restart }: { restart: RestartState }) {
  const services = restart.required.map((one) => one.service);
  return (
    <Banner
      tone="warn"
      actions={
        <>
          <ButtonLink look="quiet" href={`/jobs/${restart.jobId}/result#restart`}>
            {words.reasons}
          </ButtonLink>
          <RestartButton project={restart.project} look="primary">
            {words.restartNow}
          </RestartButton>
        </>
      }
    >
      <p>
        <Rich text={words.restart(services, restart.after, shortMoment(restart.committedAt))} />
      </p>
    </Banner>
  );
}
