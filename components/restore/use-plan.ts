'use client';

import { useQuery } from '@tanstack/react-query';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { useInstallation } from '../shell/installation.tsx';
import { useChoices } from './use-choices.ts';

export type Plan = Outputs['restores']['plan'];

/**
 * What restoring an archive would do, as it was decided so far: looked at once for all screens of the wizard, and again when
 * asked or when a choice changes what is judged. Until the new answer is there, the one before stands (`isPlaceholderData`).
 */
export function usePlan(id: string) {
  const trpc = useTRPC();
  const { project, known } = useInstallation();
  const { leaveStopped, only, safetyBackup } = useChoices();
  return useQuery(
    trpc.restores.plan.queryOptions(
      { id, project, noStart: leaveStopped, safetyBackup, ...(only ? { only } : {}) },
      {
        enabled: known,
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        placeholderData: (before: Plan | undefined) => (before?.archive.id === id ? before : undefined),
      },
    ),
  );
}
