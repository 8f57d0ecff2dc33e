'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Check, CircleX, ShieldX } from 'lucide-react';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { listMoment } from '../format/date.ts';
import { settings } from '../messages/settings.ts';
import { Async } from '../ui/async.tsx';
import { Mark, type State } from '../ui/mark.tsx';
import { Section } from '../ui/section.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';

type Entry = Outputs['audit']['list']['rows'][number];

const words = settings.audit;

const outcomes: Record<Entry['outcome'], State> = {
  done: { icon: Check, tone: 'quiet', word: words.outcomes.done },
  refused: { icon: ShieldX, tone: 'warn', word: words.outcomes.refused },
  failed: { icon: CircleX, tone: 'danger', word: words.outcomes.failed },
};

export function Audit() {
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions({ limit: 25 }, { getNextPageParam: (page) => page.next }),
  );
  return (
    <Section id="audit" label={settings.tabs.audit}>
      <Async query={query} label={words.loading} skeleton={<SkeletonRows />}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          if (rows.length === 0) return <p>{words.empty}</p>;
          return (
            <div>
              <table className="table compact table-rows audit">
                <thead>
                  <tr>
                    <th scope="col">{words.heads.when}</th>
                    <th scope="col">{words.heads.who}</th>
                    <th scope="col">{words.heads.what}</th>
                    <th scope="col">{words.heads.outcome}</th>
                    <th scope="col">{words.heads.from}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((entry) => (
                    <tr key={entry.id}>
                      <th scope="row" className="nb">
                        {listMoment(entry.at)}
                      </th>
                      <td>{entry.who}</td>
                      <td className="ink">{entry.what}</td>
                      <td>
                        <Mark state={outcomes[entry.outcome]} />
                      </td>
                      <td className="hide-s">
                        <code>{entry.from}</code>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {query.hasNextPage ? (
                <p className="note mt-4">
                  <button type="button" className="link" onClick={() => void query.fetchNextPage()}>
                    {words.older}
                  </button>
                </p>
              ) : null}
            </div>
          );
        }}
      </Async>
    </Section>
  );
}
