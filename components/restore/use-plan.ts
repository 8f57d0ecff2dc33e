'use client';

import { useQuery } from '@tanstack/react-query';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { useInstallation } from '../shell/installation.tsx';

export type Plan = Outputs['restores']['plan'];

/** What restoring an archive would do: looked at once for all screens of the wizard, and again when asked. */
export function usePlan(id: string) {
  const trpc = useTRPC();
  const { project, known } = useInstallation();
  return useQuery(
    trpc.restores.plan.queryOptions(
      { id, project },
      { enabled: known, staleTime: 60_000, refetchOnWindowFocus: false },
    ),
  );
}
