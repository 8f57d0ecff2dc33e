'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shownError } from '../api/error.ts';
import { useTRPC } from '../api/trpc.ts';
import { shortMoment } from '../format/date.ts';
import { undo as words } from '../messages/undo.ts';
import type { Finding } from '../restore/findings.tsx';
import { RemedyButton } from '../restore/remedy-button.tsx';
import { restartOf } from '../restore/remedy-of.ts';
import { Async } from '../ui/async.tsx';
import { useTitle } from '../ui/page-head.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { isOpen } from './is-open.ts';
import type { UndoPlan } from './types.ts';
import { UndoGone } from './undo-gone.tsx';
import { UndoHead } from './undo-head.tsx';
import { UndoPlanned } from './undo-planned.tsx';

/** What the server says where there is no old side to go back to. */
const nothingKept = 'restore.nothing-kept';

/** Taking a restore, or an undo, back: what goes, what stands against it, and the consent; or why it can't be done any more. */
export function UndoPage({ jobId }: { jobId: string }) {
  const trpc = useTRPC();
  const [noStart, setNoStart] = useState(false);
  const [safety, setSafety] = useState(true);
  const report = useQuery(trpc.restores.report.queryOptions({ jobId }));
  const query = useQuery(
    trpc.restores.undoPlan.queryOptions(
      { jobId, noStart, safetyBackup: safety },
      {
        enabled: report.isSuccess,
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        placeholderData: (before) => before,
      },
    ),
  );
  const at = report.data?.committedAt ?? null;
  const what = report.data?.undoes ? 'undo' : 'restore';
  useTitle(words.title, at ? shortMoment(at) : null);
  const back = { text: at ? words.crumb[what](shortMoment(at)) : words.crumb[what](''), href: `/jobs/${jobId}/result` };
  const gone = shownError(query.error).code === nothingKept;
  return (
    <>
      <UndoHead back={back} />
      <Async query={report} label={words.loading} skeleton={<SkeletonRows />}>
        {(data) =>
          gone ? (
            <UndoGone report={data} />
          ) : (
            <>
              {query.isPending ? <p className="say pb-6">{words.loadingNote}</p> : null}
              <Async query={query} label={words.loading} skeleton={<SkeletonRows />}>
                {(plan) =>
                  noStart || !safety || isOpen(plan) ? (
                    <UndoPlanned
                      plan={plan}
                      noStart={noStart}
                      setNoStart={setNoStart}
                      safety={safety}
                      setSafety={setSafety}
                      settled={!query.isPlaceholderData}
                    />
                  ) : (
                    <UndoGone report={data} findings={plan.findings} act={(finding) => restartFor(plan, finding)} />
                  )
                }
              </Async>
            </>
          )
        }
      </Async>
    </>
  );
}

/** A database that can't be asked may answer after a restart. */
function restartFor(plan: UndoPlan, { code }: Finding) {
  const remedy = code === 'database.down' ? restartOf(plan) : null;
  return remedy ? <RemedyButton remedy={remedy} project={plan.project} /> : null;
}
