'use client';

import { useQuery } from '@tanstack/react-query';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import { roles } from '../messages/roles.ts';

export type Me = Outputs['session']['me'];
export type Role = Me['role'];

const ranks: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

export function useMe(): Me | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.session.me.queryOptions(undefined, { staleTime: 60_000 })).data;
}

/** Why the person signed in may not do what needs `role`, in words; null when they may. */
export function useRefusal(role: Role): string | null {
  const me = useMe();
  if (!me || ranks[me.role] >= ranks[role]) return null;
  return roles.tooLow(role, me.role);
}
