'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { type ReactNode, useState } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '@/server/api/router.ts';
import { isSignedOut } from './error.ts';
import { leaveForSignIn } from './sign-out.ts';
import { TRPCProvider } from './trpc.ts';

const url = '/api/trpc';

/** Queries and mutations go in batches; subscriptions are streams of server-sent events that only watch. */
function makeClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url, transformer: superjson }),
        false: httpBatchLink({ url, transformer: superjson, maxURLLength: 4000 }),
      }),
    ],
  });
}

function makeQueryClient() {
  const onError = (error: Error) => {
    if (isSignedOut(error)) leaveForSignIn();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // What Holdfast refused, it refuses again: only an answer that never came is asked for once more.
        retry: (failures, error) => failures < 2 && !hasAnswer(error),
      },
    },
  });
}

function hasAnswer(error: Error): boolean {
  return 'data' in error && Boolean(error.data);
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [trpcClient] = useState(makeClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
