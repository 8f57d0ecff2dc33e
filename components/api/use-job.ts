'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { hasEnded } from './job-state.ts';
import { type Outputs, useTRPC } from './trpc.ts';
import { useVisible } from './use-visible.ts';

export type Job = Outputs['jobs']['get'];

/** A job as it is now, and again at each change. The subscription only watches; a page that comes back asks anew. */
export function useJob(id: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const visible = useVisible();
  const options = trpc.jobs.get.queryOptions({ id });
  const query = useQuery({
    ...options,
    // A net under the stream: proxies may cut it without a word.
    refetchInterval: ({ state }) => (state.data && hasEnded(state.data) ? false : 10_000),
  });
  useSubscription(
    trpc.jobs.watch.subscriptionOptions(
      { id },
      {
        enabled: visible && query.data !== undefined && !hasEnded(query.data),
        onData: (job) => {
          client.setQueryData(options.queryKey, job);
          // What it changed, pages must ask for again.
          if (hasEnded(job)) void client.invalidateQueries();
        },
      },
    ),
  );
  return query;
}
