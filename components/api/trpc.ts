'use client';

import type { inferRouterOutputs } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '@/server/api/router.ts';

export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** What procedures give, by their place in the router: `Outputs['archives']['list']`. */
export type Outputs = inferRouterOutputs<AppRouter>;
