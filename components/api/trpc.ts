'use client';

import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '@/server/api/router.ts';

export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** What procedures take and give, by their place in the router: `Outputs['archives']['list']`. */
export type Inputs = inferRouterInputs<AppRouter>;
export type Outputs = inferRouterOutputs<AppRouter>;
