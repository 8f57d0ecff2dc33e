'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';

/**
 * An installation as it is discovered, with the databases that its server names. The server is asked through a relay that
 * is started for it: not each time a page or a window comes back, but when a setting was changed or a job has ended.
 */
export function useDiscovered(project: string | undefined, { enabled = true } = {}) {
  const trpc = useTRPC();
  return useQuery(
    trpc.installations.get.queryOptions({ project }, { enabled, staleTime: 60_000, refetchOnWindowFocus: false }),
  );
}
